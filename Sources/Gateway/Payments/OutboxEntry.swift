import ProviderKit

/// A notification on its way.
public struct OutboxEntry: Sendable {
    public enum State: String, CaseIterable, Sendable {
        case waiting, delivered
        /// Given up after three days; a person can send it again.
        case parked
    }

    public let id: Int64
    public let payment: PaymentKey
    public let notification: MallNotification
    public let created: Timestamp
    /// When a person sent it again; its schedule is counted from here.
    public let replayed: Timestamp?
    public var state: State
    /// How often it was sent.
    public var attempts: Int
    public var nextAttempt: Timestamp?
    /// Why the last attempt failed.
    public var trouble: String?

    public init(
        id: Int64,
        payment: PaymentKey,
        notification: MallNotification,
        created: Timestamp,
        replayed: Timestamp? = nil,
        state: State,
        attempts: Int,
        nextAttempt: Timestamp?,
        trouble: String?
    ) {
        self.id = id
        self.payment = payment
        self.notification = notification
        self.created = created
        self.replayed = replayed
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.trouble = trouble
    }

    /// When its schedule began.
    var began: Timestamp { replayed ?? created }
}
