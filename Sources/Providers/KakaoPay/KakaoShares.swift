/// How a refund divides into tax-free, taxed and VAT, in won.
///
/// KakaoPay keeps the parts apart and refuses more of one than is left. A part is taken from the taxed share first; all
/// that is left takes all of each.
struct KakaoShares: Hashable, Sendable {
    let taxFree: Int64
    /// `nil` where KakaoPay did not say how much there is.
    let vat: Int64?

    init(of amount: Int64, from available: KakaoAmount) {
        let freeShare = available.taxFree ?? 0
        guard amount < available.total else {
            taxFree = min(freeShare, amount)
            vat = available.vat
            return
        }
        let free = min(freeShare, max(0, amount - (available.total - freeShare)))
        taxFree = free
        vat = available.vat.map { left in min(left, Self.eleventh(of: amount - free)) }
    }

    /// Rounded to the nearest won; with eleven parts there is no half.
    static func eleventh(of amount: Int64) -> Int64 { (2 * amount + 11) / 22 }
}
