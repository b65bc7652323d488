import ProviderKit

/// The price of an external checkout, fixed while the PG's session is open (contract, A12).
///
/// From the first moment on an unpriced attempt counts as "not paid" at Cafe24 (ledger, rule 11): it is never approved,
/// and money that comes for it goes back. Fixing the price lifts that.
extension PaymentRecord {
    /// The right to re-price a session, until the lease ends.
    struct Pricing: Sendable {
        let payment: Payment
        let fence: Int64
        /// What to go back to where the PG surely did nothing.
        let before: Price
        let verdictBefore: Verdict
    }

    /// An amount with the text it is told in.
    struct Price: Hashable, Sendable {
        let amount: Money
        let text: String
    }

    /// Writes the new price down before the PG is asked for it.
    ///
    /// - Parameters:
    ///   - price: What the mall's calculation came to.
    ///   - now: The time.
    ///   - lease: How long the PG may take.
    /// - Returns: `nil` where the session cannot be re-priced: it is paid, over, or somebody works on it.
    mutating func beginPricing(_ price: Price, at now: Timestamp, lease: Duration) -> Pricing? {
        guard payment.flow == .external, payment.state == .awaitingBuyer, payment.superseded == nil,
            payment.lease.until <= now, price.amount.currency == payment.amount.currency
        else { return nil }
        let before = Price(amount: payment.amount, text: payment.amountText)
        let verdict = payment.verdict
        takeLease(at: now, for: lease)
        payment.verdict = .notPaid
        set(price)
        note(.pricing, by: "gateway", at: now, ["from": before.amount.description, "to": price.amount.description])
        return Pricing(payment: payment, fence: payment.lease.fence, before: before, verdictBefore: verdict)
    }

    /// The PG's session is over the new price: it may be paid now.
    ///
    /// - Throws: ``StaleClaim``.
    mutating func priced(_ session: CheckoutSession, _ pricing: Pricing, at now: Timestamp) throws {
        try dropLease(pricing.fence)
        learn(references: session.references)
        payment.action = session.action
        payment.moduleState = session.state ?? payment.moduleState
        payment.expires = min(session.expires ?? payment.expires, payment.expires)
        payment.lastSign = now
        payment.verdict = .none
        note(.priced, by: "pg", at: now, ["amount": payment.amount.description])
    }

    /// The PG did not take the new price: all is as it was before. Where it may have, the new one stays, unpayable.
    ///
    /// - Throws: ``StaleClaim``.
    mutating func pricingFailed(_ error: ProviderError, _ pricing: Pricing, at now: Timestamp) throws {
        try dropLease(pricing.fence)
        if error.code == .configuration { raise(.misconfigured, at: now) }
        if error.code != .unknown, error.code != .conflict {
            set(pricing.before)
            payment.verdict = pricing.verdictBefore
        }
        note(.verifyFailed, by: "pg", at: now, ["error": error.code.rawValue, "message": error.message])
    }

    private mutating func set(_ price: Price) {
        payment.amount = price.amount
        payment.amountText = price.text
    }
}
