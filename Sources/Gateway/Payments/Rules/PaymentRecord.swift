import ProviderKit

/// A payment with its cancellations, loaded in a transaction, changed by the rules, and written back in the same
/// transaction together with the events that tell of it.
///
/// The rules are the extensions of this type; they know neither SQL nor HTTP nor a provider. The store only carries
/// them out, so both databases follow the same ones.
public struct PaymentRecord: Sendable {
    public var payment: Payment
    /// All cancellations of the payment, in the order they were made.
    public var cancellations: [CancellationEntry]
    /// What to add to the payment's story, in order.
    public private(set) var news: [LedgerEvent] = []
    /// Evidence to keep with the payment, sealed; it is given to the module again after a crash or an unknown outcome.
    public private(set) var evidence: Evidence?
    /// Whether an approval is begun with that evidence.
    public private(set) var beginsApproval = false

    /// What Cafe24 must be told because of this change, in order.
    public internal(set) var announcements: [MallNotification] = []

    public init(_ payment: Payment, cancellations: [CancellationEntry] = []) {
        self.payment = payment
        self.cancellations = cancellations
    }

    /// Adds a line to the story.
    mutating func note(_ kind: LedgerEvent.Kind, by: String, at now: Timestamp, _ facts: [String: String] = [:]) {
        news.append(LedgerEvent(at: now, kind: kind, by: by, facts: facts))
    }

    mutating func keep(_ evidence: Evidence, beginning: Bool = false) {
        self.evidence = evidence
        beginsApproval = beginning
    }

    /// Moves to another state and says why.
    mutating func move(to state: PaymentState, by: String, at now: Timestamp, reason: Payment.Reason? = nil) {
        guard state != payment.state || reason != payment.reason else { return }
        var facts = ["from": payment.state.rawValue, "to": state.rawValue]
        if let reason {
            facts["code"] = reason.code
            facts["message"] = reason.message
        }
        payment.state = state
        payment.reason = reason
        note(.stateChanged, by: by, at: now, facts)
    }

    mutating func raise(_ flag: PaymentFlag, at now: Timestamp) {
        guard payment.flags.insert(flag).inserted else { return }
        note(.flagged, by: "gateway", at: now, ["flag": flag.rawValue])
    }

    /// The matter ended by itself.
    mutating func lower(_ flag: PaymentFlag, at now: Timestamp) {
        guard payment.flags.remove(flag) != nil else { return }
        note(.flagged, by: "gateway", at: now, ["flag": flag.rawValue, "is": "over"])
    }
}
