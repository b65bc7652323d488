import ProviderKit

/// One line of a payment's story. Events are only ever added.
public struct LedgerEvent: Hashable, Sendable {
    public let at: Timestamp
    public let kind: Kind
    /// Who said it: `cafe24`, `buyer`, `pg`, `reconciler`, `gateway`, or an operator's name.
    public let by: String
    /// Facts by name, none of them a secret, a full key or a buyer's data.
    public let facts: [String: String]

    public init(at: Timestamp, kind: Kind, by: String, facts: [String: String] = [:]) {
        self.at = at
        self.kind = kind
        self.by = by
        self.facts = facts
    }

    public enum Kind: String, CaseIterable, Sendable {
        case opened, sessionOpened, openingFailed, requestRepeated, superseded
        case pricing, priced
        case claimed, approvalReserved, snapshot, verifyFailed, stateChanged, lateNews, conflict
        case verdictGiven, statusRead
        case cancellationReserved, cancellationSubmitted, cancellationSettled, cancellationFound
        case notificationDue, notificationDelivered, notificationParked
        case flagged, decidedByHand
    }
}
