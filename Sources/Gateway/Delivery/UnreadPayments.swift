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

    /// Gives back what is unread, where the policy says so. The verdict is given in the same transaction, so that a
    /// status read afterwards says "not paid".
    func treat() async throws {
        guard policy == .cancel else { return }
        let filter = PaymentFilter(unreadBefore: clock.now() - Self.patience)
        for payment in try await store.list(filter, limit: 64) {
            let isGivenBack = try await store.change(payment.key) { [now = clock.now()] record in
                record.giveBackUnread(at: now)
            }
            guard isGivenBack else { continue }
            logger.notice("an unread payment goes back", metadata: ["payment": "\(payment.key.short)"])
        }
    }
}

extension PaymentRecord {
    /// - Returns: `false` where it has been read meanwhile, or does not stand any more.
    fileprivate mutating func giveBackUnread(at now: Timestamp) -> Bool {
        guard payment.firstRead == nil, payment.isConfirmable, payment.state.isPaid else { return false }
        payment.verdict = .notPaid
        note(.verdictGiven, by: "gateway", at: now, ["verdict": Verdict.notPaid.rawValue, "why": "unread"])
        giveBack(at: now)
        return true
    }
}
