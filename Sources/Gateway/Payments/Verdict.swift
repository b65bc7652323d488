/// What Cafe24 was told of a payment, which binds the gateway (ledger, rule 11).
public enum Verdict: String, Sendable {
    case none
    case paid
    /// Told "not paid": should it turn out paid all the same, the money goes back.
    case notPaid
}
