import Logging
import ProviderKit

/// Webhooks, from the moment they are known to be authentic: stored, acknowledged, then processed (ledger, rule 6).
struct Inbox: Sendable {
    let store: any PaymentStore
    let settlement: SettlementService
    let undertakings: Undertakings
    let inHand: PaymentsInHand
    let budget: InquiryBudget
    let clock: any ProviderClock
    let logger: Logger

    /// When a webhook that somebody has taken is taken up again if its processing never ended: longer than the wait for
    /// another settler and the longest call to a PG together.
    private static let patience = waitForSettler + SettlementService.lease + .seconds(25)
    private static let waitForSettler = Duration.seconds(20)
    /// How long one is put off while its payment, its provider instance or the account's inquiries are taken.
    private static let pause = Duration.seconds(5)
    /// Gaps between the tries. When they are used up, the reconciler's inquiries go on; but the last one repeats as long
    /// as the PG cannot be asked about a webhook, for no inquiry may show what that says.
    private static let gaps: [Duration] = [.seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600)]
    /// How often the last gap repeats: three days, as long as Cafe24 is told again.
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
        for entry in entries {
            undertakings.begin {
                do {
                    guard let payment = try await store.payment(entry.payment) else { return }
                    try await process(entry, about: payment)
                } catch {
                    logger.error(
                        "a webhook could not be processed",
                        metadata: ["payment": "\(entry.payment.short)", "error": "\(error)"]
                    )
                }
            }
        }
    }

    /// Takes what an earlier try, or an earlier life of this process, left behind.
    func takeDue(atMost limit: Int) async throws -> [InboxEntry] {
        let now = clock.now()
        return try await store.takeInbox(
            at: now,
            until: now + Self.patience,
            notOf: inHand.fullInstances,
            limit: limit
        )
    }

    /// Takes one question out of what webhooks may cost an account in a minute: as many as the account bears, beside
    /// those of the reconciler, which nobody who sends webhooks can use up.
    func takesBudget(_ account: AccountID) -> Bool {
        budget.take(
            account,
            limit: settlement.providers.inquiriesPerMinute(of: account.instance),
            at: clock.now()
        )
    }

    /// Tries again what was taken. A repeat is an inquiry that nobody at the PG has asked for, so it counts as one.
    func processAgain(_ entry: InboxEntry) async throws {
        guard let payment = try await store.payment(entry.payment) else { return }
        guard inHand.take(payment) else { return try await putOff(entry) }
        defer { inHand.release(payment) }
        guard takesBudget(payment.accountID) else { return try await putOff(entry) }
        try await process(entry, about: payment)
    }

    private func process(_ entry: InboxEntry, about payment: Payment) async throws {
        // What has not begun when the shutdown does is the next process's.
        guard !undertakings.isClosing else { return }
        let settlement = try await settlement.settle(
            entry.payment,
            .notified(entry.message),
            approving: payment.canBeToldLater,
            by: "pg",
            until: clock.now() + Self.waitForSettler
        )
        if settlement.isBusy { return try await putOff(entry) }
        try await settle(entry, by: settlement)
    }

    /// Whatever came of it is known, or it is due again, or a person must see to it.
    private func settle(_ entry: InboxEntry, by settlement: SettlementService.Settlement) async throws {
        guard settlement.failure != nil || settlement.payment.state == .unknown else {
            return try await store.settleInbox(entry.id, again: nil)
        }
        let isUnheard = settlement.failure?.leavesMessageUnheard ?? false
        let gap = Self.gap(after: entry.attempts, isUnheard: isUnheard)
        if gap == nil, isUnheard {
            try await store.change(entry.payment) { [now = clock.now()] record in record.webhookGivenUp(at: now) }
        }
        try await store.settleInbox(entry.id, again: gap.map { clock.now() + $0 })
    }

    /// - Returns: `nil` where it was tried often enough.
    private static func gap(after attempts: Int, isUnheard: Bool) -> Duration? {
        if attempts < gaps.count { return gaps[attempts] }
        return isUnheard && attempts < gaps.count + repeats ? gaps.last : nil
    }

    private func putOff(_ entry: InboxEntry) async throws {
        try await store.putOffInbox(entry.id, until: clock.now() + Self.pause)
    }
}

extension ProviderError {
    /// Whether the module has neither taken a message in nor refused it for good.
    fileprivate var leavesMessageUnheard: Bool {
        switch code {
        case .rejectedMessage, .invalidRequest: false
        case .temporary, .unknown, .conflict, .configuration: true
        }
    }
}
