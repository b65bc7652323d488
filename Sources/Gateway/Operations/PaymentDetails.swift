/// A payment with everything that was written down about it.
public struct PaymentDetails: Sendable {
    public let payment: Payment
    public let cancellations: [CancellationEntry]
    public let story: PaymentStory
    /// What the mall is told of it, the oldest first.
    public internal(set) var notifications: [OutboxEntry] = []
}
