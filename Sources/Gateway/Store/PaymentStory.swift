/// All events of a payment, in order.
public struct PaymentStory: Sendable {
    public let events: [LedgerEvent]
    /// Whether each event's HMAC covers its content and its predecessor's, up to the link kept in the payment.
    public let isWhole: Bool

    public init(events: [LedgerEvent], isWhole: Bool) {
        self.events = events
        self.isWhole = isWhole
    }
}
