import Logging
import ProviderKit

/// Webhooks, from the moment they are known to be authentic: stored, acknowledged, then processed (ledger, rule 6).
struct Inbox: Sendable {
    let store: any PaymentStore
    let settlement: SettlementService
    let undertakings: Undertakings
    let clock: any ProviderClock
    let logger: Logger

    /// When a stored webhook is taken up again if its first processing never ended.
    private static let patience = Duration.seconds(90)
    /// Gaps between the tries; when they are used up, the reconciler's inquiries go on.
    private static let gaps: [Duration] = [.seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600)]

    /// Stores a webhook; when this returns it may be acknowledged.
    ///
    /// - Returns: What there is to process; `nil` for a message that came before.
    /// - Throws: The database's error.
    func store(_ message: InboundMessage, about payment: Payment, deduplicationKey: String) async throws -> InboxEntry?
    {
        let now = clock.now()
        let id = try await store.receive(
            message,
            about: payment.key,
            deduplicationKey: deduplicationKey,
            at: now,
            due: now + Self.patience
        )
        return id.map { InboxEntry(id: $0, payment: payment.key, message: message, attempts: 0) }
    }

    /// Processes what was just stored, without the PG waiting for it.
    func begin(_ entries: [InboxEntry]) {
        for entry in entries { undertakings.begin { await process(entry) } }
    }

    /// Processes what was just stored, or what an earlier life of this process left behind.
    func process(_ entry: InboxEntry) async {
        do {
            guard let payment = try await store.payment(entry.payment) else { return }
            let settlement = try await settlement.settle(
                entry.payment,
                .notified(entry.message),
                approving: payment.canBeToldLater,
                by: "pg",
                until: clock.now() + .seconds(20)
            )
            let isDone = !settlement.isBusy && settlement.failure == nil && settlement.payment.state != .unknown
            try await store.settleInbox(entry.id, again: isDone ? nil : next(after: entry.attempts))
        } catch {
            logger.error(
                "a webhook could not be processed",
                metadata: ["payment": "\(entry.payment.short)", "error": "\(error)"]
            )
        }
    }

    private func next(after attempts: Int) -> Timestamp? {
        attempts < Self.gaps.count ? clock.now() + Self.gaps[attempts] : nil
    }
}
