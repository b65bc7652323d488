import Logging
import ProviderKit

/// Synchronous payments that are paid and whose status nobody reads: Cafe24 may not know of them (ledger, rule 11).
struct UnreadPayments: Sendable {
    let store: any PaymentStore
    let policy: Cafe24Settings.UnreadPayments
    let clock: any ProviderClock
    let logger: Logger

    /// How long Cafe24 has to read the status.
    static let patience = Duration.seconds(600)

    /// Tells Cafe24 through the outbox where the checkout said how; what cannot be told so goes back, where the policy
    /// says so.
    func treat() async throws {
        for payment in try await unread(tellable: true) {
            try await store.change(payment.key) { [now = clock.now()] record in record.announceUnread(at: now) }
        }
        guard policy == .cancel else { return }
        for payment in try await unread(tellable: false) {
            let isGivenBack = try await store.change(payment.key) { [now = clock.now()] record in
                record.giveBackUnread(at: now)
            }
            guard isGivenBack else { continue }
            logger.notice("an unread payment goes back", metadata: ["payment": "\(payment.key.short)"])
        }
    }

    private func unread(tellable: Bool) async throws -> [Payment] {
        let before = clock.now() - Self.patience
        return try await store.list(PaymentFilter(unreadBefore: before, isTellable: tellable), limit: 64)
    }
}

extension PaymentRecord {
    /// The verdict is given in the same transaction, so that a status read afterwards says "not paid".
    ///
    /// - Returns: `false` where it has been read meanwhile, or does not stand any more.
    fileprivate mutating func giveBackUnread(at now: Timestamp) -> Bool {
        guard isUnread, payment.isConfirmable, payment.state.isPaid else { return false }
        payment.verdict = .notPaid
        note(.verdictGiven, by: "gateway", at: now, ["verdict": Verdict.notPaid.rawValue, "why": "unread"])
        giveBack(at: now)
        return true
    }
}
