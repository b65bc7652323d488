import Logging
import ProviderKit

/// Brings payments to their true state without anybody calling, and sends what is to go back (ledger, rule 7).
///
/// All it knows is in the database, so it takes up what a crash left behind. Several may run on one database.
struct Reconciler: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let settlement: SettlementService
    let cancellation: CancellationService
    let unread: UnreadPayments
    let inbox: Inbox
    let unwritten: UnwrittenVerdicts
    let inHand: PaymentsInHand
    let clock: any ProviderClock
    let logger: Logger

    /// How many payments, and how many cancellations, of one account are taken up in one turn.
    private static let turn = 16

    /// One turn and all that it leads to.
    func reconcile() async {
        await withDiscardingTaskGroup { group in await takeUpWhatIsDue(in: &group) }
    }

    /// One turn. It waits for no PG: what is under way goes on beside the turns that follow, so that a PG that hangs
    /// keeps nobody else's payments waiting.
    func takeUpWhatIsDue(in group: inout DiscardingTaskGroup) async {
        await unwritten.writeAll(to: store, at: clock.now(), logger)
        do {
            let cancellations = try await store.dueCancellations(at: clock.now(), limit: Self.turn)
            // The payment's lease lets nobody send one of these twice.
            for (key, entry) in cancellations {
                group.addTask {
                    await attempt("cancel", key) { try await cancellation.perform(entry.operation, of: key) }
                }
            }
            // A look takes the same lease, and what it would find is about to change.
            let busy = Set(cancellations.map(\.0))
            for payment in try await store.dueLooks(at: clock.now(), limit: Self.turn)
            where !busy.contains(payment.key) && inHand.take(payment) {
                group.addTask {
                    await attempt("look", payment.key) { try await look(at: payment) }
                    inHand.release(payment)
                }
            }
            for entry in try await inbox.takeDue(atMost: Self.turn) {
                group.addTask { await attempt("webhook", entry.payment) { try await inbox.processAgain(entry) } }
            }
            try await unread.treat()
        } catch {
            logger.error("the reconciler could not ask the database", metadata: ["error": "\(error)"])
        }
    }

    private func attempt(_ what: String, _ key: PaymentKey, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.error(
                "reconciling failed",
                metadata: ["what": "\(what)", "payment": "\(key.short)", "error": "\(error)"]
            )
        }
    }

    private func look(at payment: Payment) async throws {
        guard mayHaveBeenPaid(payment) else {
            return try await store.change(payment.key) { [now = clock.now()] record in record.rest(at: now) }
        }
        guard settlement.takesBudget(payment) else { return }
        _ = try await settlement.lookAgain(at: payment, by: "reconciler")
    }

    /// A session that never opened cannot have been paid, and neither can one whose approval never began where the
    /// gateway approves: about those the PG is not asked.
    private func mayHaveBeenPaid(_ payment: Payment) -> Bool {
        if payment.state == .opened { return false }
        guard payment.approval == nil, payment.state == .awaitingBuyer || payment.state.isDead else { return true }
        return payment.action != nil && providers.approver(of: payment.accountID) != .gateway
    }
}
