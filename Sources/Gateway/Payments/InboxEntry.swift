import ProviderKit

/// An authentic webhook about one payment, stored before it was acknowledged (ledger, rule 6).
public struct InboxEntry: Sendable {
    /// How many are kept of one payment: more than any PG has to say of it. Where nobody signs them, whoever knows the
    /// payment's key can send as many as he likes.
    public static let most = 100

    public let id: Int64
    public let payment: PaymentKey
    public let message: InboundMessage
    public let attempts: Int

    public init(id: Int64, payment: PaymentKey, message: InboundMessage, attempts: Int) {
        self.id = id
        self.payment = payment
        self.message = message
        self.attempts = attempts
    }
}
