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
    /// Gaps between the tries. The last one repeats as long as the PG cannot be asked about a webhook: what that says
    /// may be shown by no inquiry.
    private static let gaps: [Duration] = [.seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600)]
    /// How often the last gap repeats: about three days, as long as Cafe24 is told again.
    private static let repeats = 72

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
            try await settle(entry, by: settlement)
        } catch {
            logger.error(
                "a webhook could not be processed",
                metadata: ["payment": "\(entry.payment.short)", "error": "\(error)"]
            )
        }
    }

    /// Whatever came of it is known, or it is due again, or a person must see to it.
    private func settle(_ entry: InboxEntry, by settlement: SettlementService.Settlement) async throws {
        let gap = settlement.isDone ? nil : Self.gap(after: entry.attempts, isHeard: settlement.isHeard)
        if gap == nil, !settlement.isDone, !settlement.isHeard {
            try await store.change(entry.payment) { [now = clock.now()] record in record.webhookGivenUp(at: now) }
        }
        try await store.settleInbox(entry.id, again: gap.map { clock.now() + $0 })
    }

    /// - Returns: `nil` where it was tried often enough: for what the module has heard, the reconciler's inquiries go
    ///   on.
    private static func gap(after attempts: Int, isHeard: Bool) -> Duration? {
        if attempts < gaps.count { return gaps[attempts] }
        return !isHeard && attempts < gaps.count + repeats ? gaps.last : nil
    }
}

extension SettlementService.Settlement {
    fileprivate var isDone: Bool { !isBusy && failure == nil && payment.state != .unknown }

    /// Whether the module has taken the message in, or refused it: then it has nothing more to say.
    fileprivate var isHeard: Bool {
        switch failure?.code {
        case nil: !isBusy
        case .rejectedMessage, .invalidRequest: true
        case .temporary, .unknown, .conflict, .configuration: false
        }
    }
}
