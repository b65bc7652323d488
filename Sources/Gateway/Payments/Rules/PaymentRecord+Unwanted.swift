import ProviderKit

/// Money that must not come is stopped on its way, before there is anything to give back.
///
/// It must not come to an attempt that another one took the place of (ledger, rule 8), after Cafe24 was told "not paid"
/// (rule 11), and after an operator decided that it will not. A void of ours is sent once for each state that the PG
/// shows: what it has refused, it would refuse at every look (rule 7). Another one goes out when it shows something
/// else, or when the payment is on its way again; and what comes all the same goes back.
extension PaymentRecord {
    /// Plans to close the attempt where its money must not come.
    ///
    /// - Parameters:
    ///   - hasNews: Whether the PG has just said something else than before.
    ///   - now: The time.
    mutating func closeWhatMustNotCome(hasNews: Bool = false, at now: Timestamp) {
        guard let origin = closingOrigin(at: now),
            hasNews || !cancellations.contains(where: \.isVoidOfOurAccord)
        else { return }
        reserveVoid(origin: origin, at: now)
    }

    /// Why its money must not come; `nil` where it may.
    private func closingOrigin(at now: Timestamp) -> CancellationEntry.Origin? {
        guard payment.isOnItsWay else { return nil }
        if payment.superseded != nil { return .superseded }
        let isRefused = payment.verdict == .notPaid && !payment.awaitsPrice
        if isRefused || payment.isForgottenHold(at: now) { return .giveBack }
        return payment.isEndedByHand ? .operator : nil
    }
}

extension CancellationEntry {
    /// A closing that nobody asked for.
    fileprivate var isVoidOfOurAccord: Bool { kind == .void && request == nil }
}
