import ProviderKit

/// Money that goes back, or a payment that is closed: one row beside its payment.
public struct CancellationEntry: Hashable, Sendable {
    public let operation: OperationID
    public let kind: Kind
    /// What goes back; zero for a void.
    public let amount: Money
    public let origin: Origin
    public let created: Timestamp
    public var state: State
    /// How often the PG was asked.
    public var attempts = 0
    /// When the request went out for the first time, which begins the life of its key at the PG; `nil` before.
    public var firstSent: Timestamp?
    /// A request for it got no answer, so it may be done, whatever is said of a later request.
    public var wentUnanswered = false
    /// When it is asked again; `nil` when there is nothing left to do.
    public var nextAttempt: Timestamp?
    /// The PG's own id of the cancellation.
    public var providerReference: String?
    public var reason: Payment.Reason?

    /// What was asked for; `nil` where nobody asked.
    public var request: CancellationRequest?
    /// When its result was written to a connection that was still open.
    public var told: Timestamp?

    public init(
        _ kind: Kind,
        operation: OperationID,
        amount: Money,
        origin: Origin,
        state: State = .reserved,
        created: Timestamp,
        nextAttempt: Timestamp?
    ) {
        self.operation = operation
        self.kind = kind
        self.amount = amount
        self.origin = origin
        self.created = created
        self.state = state
        self.nextAttempt = nextAttempt
    }

    public enum Kind: String, Sendable {
        case refund, void
    }

    public enum Origin: String, Sendable {
        /// Paid although Cafe24 was told it was not, or paid by an attempt that lost its order (ledger, rule 11).
        case giveBack
        /// An unpaid attempt that another one took the place of (ledger, rule 8).
        case superseded
        /// Made at the PG, without the gateway.
        case provider
        case cafe24
        case `operator`
    }

    public enum State: String, Sendable {
        /// Written down; nothing was sent.
        case reserved
        /// About to be sent, or sent.
        case submitting
        case done, refused
        /// Accepted by the PG; the result is to come.
        case pending
        /// Sent, and no answer is known. The amount stays reserved.
        case unknown
    }

    /// Whether its end is known.
    var isOver: Bool { state == .done || state == .refused }

    /// Whether the amount is still held against the payment.
    var holdsReservation: Bool { !isOver && kind == .refund }

    /// Whether refunds that were reserved after it must wait: it was not sent, or nobody knows what became of it.
    var holdsUpOthers: Bool { [.reserved, .submitting, .unknown].contains(state) && kind == .refund }

    /// Whether the PG may count it as given back already.
    var mayBeGone: Bool { [.submitting, .pending, .unknown].contains(state) && kind == .refund }
}
