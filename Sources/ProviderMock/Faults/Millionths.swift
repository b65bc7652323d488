import ProviderKit

/// A probability, in millionths, so that chaos needs no floating point.
struct Millionths: Hashable, Sendable {
    static let whole = 1_000_000

    /// 0 to 1,000,000.
    let count: Int

    /// Reads `0`, `0.02` or `1`; finer digits than six are refused.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        let isDigits = parts[0].utf8.count == 1 && (1...6).contains(fraction.utf8.count)
        let digits = parts[0] + fraction + String(repeating: "0", count: max(0, 6 - fraction.utf8.count))
        guard isDigits, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits) else {
            return nil
        }
        guard count <= Self.whole else { return nil }
        self.count = count
    }
}
