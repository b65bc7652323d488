import Foundation
import ProviderKit

/// Which part of a refund belongs to which cancellation. INICIS names each part, but keeps no operation with it.
struct InicisParts: Sendable {
    let storage: any ProviderStorage

    /// Remembers the part that an answer named. What cannot be written is found again by its amount.
    func keep(_ part: String, for operation: OperationID) async {
        do {
            _ = try await claim(part, for: operation)
        } catch {
            return
        }
    }

    /// The part that a cancellation without an answer became.
    ///
    /// - Parameters:
    ///   - transaction: As an inquiry shows it.
    ///   - cancellation: A part of it.
    /// - Returns: The part over its amount that no other cancellation has; `nil` where none is listed.
    /// - Throws: ``ProviderError/Code/temporary`` where the database could not be asked.
    func claim(
        in transaction: InicisTransaction,
        for cancellation: Cancellation
    ) async throws(ProviderError) -> String? {
        for part in transaction.parts where cancellation.kind == .refund(part.amount) {
            guard case .provider(let name) = part.origin, !name.isEmpty else { continue }
            if try await claim(name, for: cancellation.operation) { return name }
        }
        return nil
    }

    private func claim(_ part: String, for operation: OperationID) async throws(ProviderError) -> Bool {
        let key = "part/\(part)"
        let owner = Data(operation.text.utf8)
        if try await storage.compareAndSet(key, owner, version: nil) { return true }
        return try await storage.get(key)?.data == owner
    }
}
