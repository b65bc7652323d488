import ProviderKit

/// Cancellations that were sent, got no answer, and must not be sent again: the PG is asked what became of them, as
/// often as their account bears (ledger, rule 7).
extension CancellationService {
    /// Takes an inquiry out of the account's budget, where taking a cancellation up means one.
    ///
    /// - Returns: `false` where the budget of the minute is used up; then the cancellation is put off.
    /// - Throws: The database's error.
    func bearsAsking(_ operation: OperationID, of key: PaymentKey) async throws -> Bool {
        let now = clock.now()
        guard let entry = try await store.cancellations(of: key).first(where: { $0.operation == operation }),
            entry.state != .reserved, !entry.isOver, let payment = try await store.payment(key),
            payment.lease.until <= now, let manifest = providers.manifest(of: payment.instance),
            !manifest.letsRepeat(entry, at: now), !settlement.takesBudget(payment)
        else { return true }
        try await store.change(key) { record in record.putOff(operation, at: now) }
        return false
    }
}

extension ProviderManifest {
    /// When the PG forgets the key of a cancellation; `nil` where it keeps none.
    func keyEnd(of entry: CancellationEntry) -> Timestamp? {
        idempotencyKeyLife.map { (entry.firstSent ?? entry.created) + $0 }
    }

    /// Whether a cancellation that was sent before may be sent again: the repeat has its answer, or never will, before
    /// the key is gone.
    func letsRepeat(_ entry: CancellationEntry, at now: Timestamp) -> Bool {
        cancelsRepeatSafely || keyEnd(of: entry).map { now + SettlementService.lease < $0 } ?? false
    }
}
