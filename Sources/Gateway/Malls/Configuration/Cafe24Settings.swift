import ProviderKit

/// How the gateway speaks with Cafe24.
public struct Cafe24Settings: Hashable, Sendable {
    public let clientID: String
    public let clientSecret: Secret
    /// Any verifies, the first signs. There is always one, and none is blank.
    public let serviceKeys: [Secret]
    public let apiVersion: String
    /// With `{mall_id}` in it, or a loopback address; without a final slash.
    public let apiBase: String
    public let notificationEncoding: NotificationEncoding
    /// Where a buyer goes whose external checkout failed, below the shop's address.
    public let failurePath: String
    public let payloadHashes: PayloadHashes
    /// The status code of a refusal for business reasons: 400 or 200.
    public let refusalStatus: Int
    /// How many seconds Cafe24 is believed to wait for an answer.
    public let patience: Int
    public let unreadPayments: UnreadPayments
    public let statusAnswers: StatusAnswers
    /// Whether the Admin API is asked before money goes back (contract, finding S1).
    public let confirmCancellations: Bool
    /// Who may call the five routes that Cafe24 calls; empty for anybody.
    public let allowedSources: [CIDR]

    public enum NotificationEncoding: String, CaseIterable, Hashable, Sendable {
        case json, form
    }

    /// Which forms of H5 are taken.
    public enum PayloadHashes: String, CaseIterable, Hashable, Sendable {
        case tolerant
        /// Only the canonical one.
        case strict
    }

    /// What becomes of a payment that Cafe24 never asked for (ledger, rule 11).
    public enum UnreadPayments: String, CaseIterable, Hashable, Sendable {
        case keep, cancel
    }

    /// How often and how long the status of a payment is told; 0 is without limit.
    public struct StatusAnswers: Hashable, Sendable {
        public let times: Int
        public let forMinutes: Int
    }

    /// The Admin API's address for a mall.
    public func apiBase(for mall: String) -> String {
        apiBase.split(separator: "{mall_id}", omittingEmptySubsequences: false).joined(separator: mall)
    }
}
