import GRDB
import Logging
import ProviderKit
import Synchronization

/// Payments that cannot be opened: their sealing key is gone, or they were changed outside of the gateway.
///
/// Lists pass over them, so that none of them keeps the others waiting; each is told of once.
final class ClosedPayments: Sendable {
    private let logger: Logger?
    private let told = Mutex<Set<PaymentKey>>([])

    init(logger: Logger?) {
        self.logger = logger
    }

    /// Reads something of a payment.
    ///
    /// - Returns: `nil` where it is there and cannot be opened.
    /// - Throws: The database's error.
    func passing<Value>(over key: PaymentKey, _ read: () throws -> Value) throws -> Value? {
        do {
            return try read()
        } catch let error as DatabaseError {
            throw error
        } catch {
            if told.withLock({ $0.insert(key).inserted }) {
                logger?.error(
                    "a payment cannot be opened and is passed over",
                    metadata: ["payment": "\(key.short)", "error": "\(error)"]
                )
            }
            return nil
        }
    }
}
