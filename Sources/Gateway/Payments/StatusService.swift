import ProviderKit

/// Tells Cafe24 how a synchronous payment ended, and remembers what it was told (ledger, rule 11).
struct StatusService: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let keys: ServiceKeys
    let limits: PaymentRecord.StatusLimits
    let clock: any ProviderClock

    /// The verdict for a buyer's return, written down before the buyer is sent on.
    ///
    /// - Throws: The database's error.
    func giveVerdict(_ key: PaymentKey) async throws -> (verdict: Verdict, awaitsDeposit: Bool) {
        try await store.change(key) { [now = clock.now()] record in record.giveVerdict(at: now) }
    }

    /// The status answer as JSON.
    ///
    /// - Throws: ``Refusal`` for keys the gateway never issued for a synchronous payment, and for one that was
    ///   answered often enough; the database's error.
    func answer(_ key: PaymentKey) async throws -> String {
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
