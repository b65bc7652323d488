import Logging
import ProviderKit

/// Tells Cafe24 how a synchronous payment ended, and remembers what it was told (ledger, rule 11).
struct StatusService: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let keys: ServiceKeys
    let limits: PaymentRecord.StatusLimits
    let unwritten: UnwrittenVerdicts
    let clock: any ProviderClock
    let logger: Logger

    /// How long a failing database is given before a buyer is sent on without its word.
    private static let patience = Duration.seconds(3)
    private static let gap = Duration.milliseconds(500)

    /// The verdict for a buyer's return, written down before the buyer is sent on.
    ///
    /// - Throws: The database's error.
    func giveVerdict(_ key: PaymentKey) async throws -> (verdict: Verdict, awaitsDeposit: Bool) {
        try await unwritten.write(key, to: store, at: clock.now())
        return try await store.change(key) { [now = clock.now()] record in record.giveVerdict(at: now) }
    }

    /// The verdict where something went wrong before: written down if the database comes back soon, else "not paid",
    /// which is remembered until it can be written.
    ///
    /// - Throws: ``Refusal`` where not even that can be promised.
    func giveVerdictInTrouble(_ key: PaymentKey) async throws -> (verdict: Verdict, awaitsDeposit: Bool) {
        let deadline = clock.now() + Self.patience
        while true {
            do {
                return try await giveVerdict(key)
            } catch {
                if clock.now() + Self.gap < deadline, (try? await clock.sleep(for: Self.gap)) != nil { continue }
                guard unwritten.add(key) else { throw Refusal(.unavailable, "no verdict can be given now") }
                logger.critical(
                    "a buyer is told not paid, and the database cannot write it",
                    metadata: ["payment": "\(key.short)", "error": "\(error)"]
                )
                return (.notPaid, awaitsDeposit: false)
            }
        }
    }

    /// The status answer as JSON.
    ///
    /// - Throws: ``Refusal`` for keys the gateway never issued for a synchronous payment, and for one that was
    ///   answered often enough; the database's error.
    func answer(_ key: PaymentKey) async throws -> String {
        try await unwritten.write(key, to: store, at: clock.now())
        guard let payment = try await store.payment(key), payment.flow == .synchronous else {
            throw Refusal(.notFound, "no payment has this key")
        }
        let told = try await counted(payment)
        return StatusAnswer(payment: told, manifest: providers.manifest(of: told.instance), keys: keys).json
    }

    /// Only the first read is news, unless reads are limited.
    private func counted(_ payment: Payment) async throws -> Payment {
        guard payment.isConfirmable, payment.firstRead == nil || !limits.isUnlimited else { return payment }
        let read = try await store.change(payment.key) { [limits, now = clock.now()] record in
            (isAllowed: record.statusRead(limits: limits, at: now), payment: record.payment)
        }
        guard read.isAllowed else { throw Refusal(.forbidden, "this status has been read; it is not told again") }
        return read.payment
    }
}
