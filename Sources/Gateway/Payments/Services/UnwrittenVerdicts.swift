import Logging
import ProviderKit
import Synchronization

/// Payments whose buyers were told "not paid" while the database could not write it down (ledger, rule 11).
///
/// Whoever is about to work with such a payment writes the verdict first. Only this memory knows of it, so a process
/// that ends before the database is back forgets it; the log names each payment.
final class UnwrittenVerdicts: Sendable {
    /// About a megabyte; beyond it no verdict is given that could not be kept.
    static let limit = 10_000

    private let keys = Mutex<Set<PaymentKey>>([])

    /// Remembers that a buyer is about to be told "not paid".
    ///
    /// - Returns: `false` where too many are remembered already: then nothing may be told.
    func add(_ key: PaymentKey) -> Bool {
        keys.withLock { keys in
            guard keys.count < Self.limit || keys.contains(key) else { return false }
            keys.insert(key)
            return true
        }
    }

    /// Writes the verdict of one payment, if it is among these.
    ///
    /// - Throws: The database's error; the verdict is then still remembered.
    func write(_ key: PaymentKey, to store: any PaymentStore, at now: Timestamp) async throws {
        guard keys.withLock({ $0.contains(key) }) else { return }
        try await store.change(key) { record in record.wasToldNotPaid(at: now) }
        keys.withLock { _ = $0.remove(key) }
    }

    /// Writes what can be written; the first failure says that the database is not back yet, unless it is about that
    /// payment only.
    func writeAll(to store: any PaymentStore, at now: Timestamp, _ logger: Logger) async {
        for key in keys.withLock({ $0 }) {
            do {
                try await write(key, to: store, at: now)
            } catch {
                logger.error(
                    "a verdict that was told cannot be written yet",
                    metadata: ["payment": "\(key.short)", "error": "\(error)"]
                )
                guard error is SealBroken else { return }
            }
        }
    }
}
