import ProviderKit

/// What a checkout request means for an order, given the attempts there are (ledger, rule 8).
public enum Opening: Sendable {
    /// A new attempt; the named ones are superseded by it.
    case attempt(Payment, superseding: [PaymentKey])
    /// The same request again: this attempt's address is the answer.
    case existing(Payment)
    /// Somebody is opening this very attempt right now.
    case inProgress(PaymentKey)
    case refused(OpeningRefusal)
}

/// Why an order takes no new attempt.
public enum OpeningRefusal: String, Error, Sendable {
    /// Paid, or paid and cancelled: an order is not paid a second time.
    case alreadyPaid
    /// An approval over another amount is under way, and its outcome is not known yet.
    case beingPaid
    /// Somebody else's attempt is being approved, or waits for its money.
    case beingPaidByAnother
    /// An earlier payment was to go back, and the PG refused that or gave no answer: both could stay paid.
    case beingReturned
    /// One sender has had many attempts already.
    case begunTooOften
}

extension Opening {
    /// A session is handed out again only if the buyer has this long left to use it.
    static let leastTimeLeft = Duration.seconds(60)

    /// Decides by the attempts of the order, in the transaction that carries the decision out.
    static func decide(_ request: AttemptRequest, among attempts: [Payment], new: Payment, at now: Timestamp) -> Opening
    {
        if let refusal = refusal(of: request, among: attempts) { return .refused(refusal) }
        let current = attempts.filter { $0.superseded == nil && !$0.state.wasPaid && request.mayReplace($0) }
        for attempt in current where attempt.isUsable || attempt.isUnderWay {
            guard request.matches(attempt) else {
                if attempt.isUndecided { return .refused(.beingPaid) }
                continue
            }
            switch attempt.state {
            case .settling, .unknown, .pending:
                return .existing(attempt)
            case .opened where attempt.lease.until > now:
                return .inProgress(attempt.key)
            case .awaitingBuyer where attempt.expires > now + leastTimeLeft && attempt.action != nil:
                return .existing(attempt)
            default:
                continue
            }
        }
        guard request.mayBegin(among: attempts) else { return .refused(.begunTooOften) }
        return .attempt(new, superseding: current.map(\.key))
    }

    /// Why an order is not to be paid for a request, whatever that one's own attempts are. What somebody else has only
    /// opened is in nobody's way: the first one whose approval begins has the order.
    static func refusal(of request: AttemptRequest, among attempts: [Payment]) -> OpeningRefusal? {
        if attempts.contains(where: { $0.holdsOrder && $0.state.wasPaid }) { return .alreadyPaid }
        if attempts.contains(where: \.couldNotGoBack) { return .beingReturned }
        let others = attempts.filter { $0.superseded == nil && !request.mayReplace($0) }
        return others.contains { $0.isUnderWay || $0.holdsOrder } ? .beingPaidByAnother : nil
    }
}

extension AttemptRequest {
    /// All attempts of an order are loaded for each request. What Cafe24 asks for is signed; of the carts that anybody
    /// can send, each sender has twenty tries to pay one order.
    fileprivate func mayBegin(among attempts: [Payment]) -> Bool {
        guard let sender else { return true }
        return attempts.count { $0.sender == sender } < 20
    }
}

extension Payment {
    /// Neither over nor told to have failed.
    fileprivate var isUsable: Bool { !state.isDead && (verdict != .notPaid || awaitsPrice) }

    /// Whatever Cafe24 was told: until its end is known, or its pending money is closed, a second attempt could be a
    /// second payment.
    fileprivate var isUnderWay: Bool { isUndecided || state == .pending }

    /// Its money is still at the PG, though it was to go back.
    fileprivate var couldNotGoBack: Bool { state.isPaid && !holdsOrder && flags.contains(.giveBackFailed) }
}
