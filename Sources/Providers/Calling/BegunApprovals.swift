import ProviderKit

/// Approvals that were begun, one for each payment: written down before they are sent, so that a module that was killed
/// in the middle asks before it sends another one.
struct BegunApprovals<Approval: Codable & Sendable>: Sendable {
    let storage: any ProviderStorage

    func of(_ key: PaymentKey) async throws(ProviderError) -> Approval? {
        guard let stored = try await storage.get(name(key)) else { return nil }
        return try ModuleState(bytes: stored.data).value(as: Approval.self)
    }

    func keep(_ approval: Approval, of key: PaymentKey) async throws(ProviderError) {
        try await storage.put(name(key), try ModuleState(approval).bytes)
    }

    /// For one that took nothing. Where the database cannot be asked it stays, and is looked into once more.
    func forget(_ key: PaymentKey) async {
        do {
            guard let stored = try await storage.get(name(key)) else { return }
            _ = try await storage.compareAndSet(name(key), nil, version: stored.version)
        } catch {
            return
        }
    }

    private func name(_ key: PaymentKey) -> String { "approval/\(key.text)" }
}
