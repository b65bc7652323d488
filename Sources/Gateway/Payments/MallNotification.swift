import ProviderKit

/// Something Cafe24 must be told, as it was when it happened (contract, B2 to B4).
///
/// The rest of the message (partner id, order, currency, `extra_data`) is the payment's, and the hash is made when it
/// is sent, with the service key of that day.
public struct MallNotification: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// A payment was made, or a virtual account was issued for it.
        case payment
        /// An asynchronous cancellation ended.
        case cancellation
    }

    public let kind: Kind
    public let url: String
    /// The paid total, or the amount that went back; the text that is signed.
    public let amount: String
    /// For a payment `payed_tf`, for a cancellation whether the money is back.
    public let isDone: Bool
    public let code: String
    public let message: String
    public let tid: String
    /// The module's name of the payment method.
    public let method: String?

    public init(
        kind: Kind,
        url: String,
        amount: String,
        isDone: Bool,
        code: String,
        message: String,
        tid: String,
        method: String?
    ) {
        self.kind = kind
        self.url = url
        self.amount = amount
        self.isDone = isDone
        self.code = code
        self.message = message
        self.tid = tid
        self.method = method
    }
}

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
        state: State,
        attempts: Int,
        nextAttempt: Timestamp?,
        trouble: String?
    ) {
        self.id = id
        self.payment = payment
        self.notification = notification
        self.created = created
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.trouble = trouble
    }
}
