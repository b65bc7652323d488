import Crypto
import Foundation
import ProviderKit

/// The idempotency key of each operation: its own text, until Toss has answered it with a breakdown.
///
/// Toss repeats the first answer of a key, breakdowns too. Once an inquiry has shown that nothing came of one, only
/// another key can make it happen; how many are used up must survive a restart.
struct TossIdempotencyKeys: Sendable {
    let storage: any ProviderStorage

    func current(for operation: OperationID) async throws(ProviderError) -> String {
        let used = try await used(operation)
        return used == 0 ? operation.text : "\(operation.text)-\(used)"
    }

    /// The key of a confirmation. A browser names what is confirmed, and the next one may name something else: the
    /// answer to one must not be repeated to the other. No header takes all that a browser may send, so it is a digest.
    func current(confirming paymentKey: String, for approval: OperationID) async throws(ProviderError) -> String {
        let digest = SHA256.hash(data: Data(paymentKey.utf8)).hexadecimal
        return "\(try await current(for: approval))-\(digest.prefix(32))"
    }

    /// Uses the present key up, as far as the database can be asked; otherwise the next call does.
    func useUp(_ operation: OperationID) async {
        do {
            let stored = try await storage.get(name(operation))
            let next = Data(String(count(stored) + 1).utf8)
            _ = try await storage.compareAndSet(name(operation), next, version: stored?.version)
        } catch {
            return
        }
    }

    private func used(_ operation: OperationID) async throws(ProviderError) -> Int {
        count(try await storage.get(name(operation)))
    }

    private func count(_ stored: StoredValue?) -> Int {
        stored.flatMap { Int(String(decoding: $0.data, as: UTF8.self)) } ?? 0
    }

    private func name(_ operation: OperationID) -> String { "used-keys/\(operation.text)" }
}
