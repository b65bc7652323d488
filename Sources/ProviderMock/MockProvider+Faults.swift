import ProviderKit

extension MockProvider {
    /// Holds a call as its fault says, and ends it where the PG does nothing.
    ///
    /// - Parameters:
    ///   - fault: The fault that strikes the call; `nil` for none.
    ///   - count: Notes in the ledger that the call reached the PG.
    /// - Throws: ``ProviderError/Code/unknown``, as the gateway sees such a call end.
    func begin(
        under fault: Fault?,
        counting count: () async throws(ProviderError) -> Void
    ) async throws(ProviderError) {
        guard let fault else { return }
        if let failure = fault.failureBeforeCommit {
            try await count()
            try await pause(fault)
            throw failure
        }
        if fault.kind == .delay { try await pause(fault) }
    }

    /// Loses the answer of a call that the PG has carried out, where its fault says so.
    func finish(under fault: Fault?) async throws(ProviderError) {
        guard let fault, let failure = fault.failureAfterCommit else { return }
        try await pause(fault)
        throw failure
    }

    private func pause(_ fault: Fault) async throws(ProviderError) { try await pause(fault.pause) }

    /// Waits; a call that is abandoned meanwhile may have been carried out.
    func pause(_ duration: Duration) async throws(ProviderError) {
        do {
            try await services.clock.sleep(for: duration)
        } catch {
            throw ProviderError(.unknown, "the call was cancelled")
        }
    }
}
