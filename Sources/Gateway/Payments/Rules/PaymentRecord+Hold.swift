import ProviderKit

/// Money that a bank has set aside for a buyer who never came back.
///
/// Where the buyer's return tells Cafe24, only the return has the money taken (ledger, rule 11). Without it the hold
/// would bind the buyer's money until the bank lets it go, a week at Stripe, and the order would wait as long.
extension PaymentRecord {
    /// A hold counts as "not paid" when nobody can come back for it any more; then it is closed, and the order gets
    /// another attempt.
    mutating func refuseForgottenHold(at now: Timestamp) {
        guard payment.isForgottenHold(at: now), payment.superseded == nil, payment.verdict == .none else { return }
        payment.verdict = .notPaid
        let facts = ["verdict": payment.verdict.rawValue, "why": "the buyer never came back"]
        note(.verdictGiven, by: "gateway", at: now, facts)
    }

    /// The look that finds a hold forgotten is not put off by the doubling gaps of those before it.
    mutating func lookWhenHoldIsForgotten(at now: Timestamp) {
        guard payment.state == .pending, payment.isHeldForReturn, let next = payment.nextLook else { return }
        let end = payment.expires + Payment.wayBack
        if now < end { payment.nextLook = min(next, end) }
    }
}

extension Payment {
    /// How long after the session's end a buyer who paid at its last moment may be on the way back.
    static let wayBack = Duration.seconds(60)

    /// Nobody can come back any more to have it taken.
    func isForgottenHold(at now: Timestamp) -> Bool {
        state == .pending && isHeldForReturn && expires + Self.wayBack <= now
    }

    /// Set aside by the buyer's bank and waiting for a return: nobody has asked yet to have it taken.
    var isHeldForReturn: Bool {
        providerStatus == .pending(.capture) && approval == nil && flow != .asynchronous
    }
}
