import ProviderKit

extension NicePayTransaction {
    /// What became of a refund that was made before.
    ///
    /// - Returns: `nil` where the transaction does not show it.
    /// - Throws: ``ProviderError/Code/conflict`` where another amount went back.
    func outcome(of amount: Money, _ operation: OperationID) throws(ProviderError) -> CancellationOutcome? {
        guard let made = cancel(of: operation) else { return nil }
        return try made.outcome(of: amount)
    }

    /// What this answer to a refund says. Not every answer lists what was made.
    ///
    /// - Throws: ``ProviderError/Code/conflict`` where another amount went back.
    func outcome(ofThis amount: Money, _ operation: OperationID) throws(ProviderError) -> CancellationOutcome {
        let made = cancel(of: operation) ?? cancels?.first { $0.tid == cancelledTid }
        return try made?.outcome(of: amount) ?? .done(reference: cancelledTid)
    }

    private func cancel(of operation: OperationID) -> Cancel? {
        cancels?.first { $0.reason.flatMap { NicePayReason.operation(in: $0) } == operation }
    }
}

extension NicePayTransaction.Cancel {
    fileprivate func outcome(of expected: Money) throws(ProviderError) -> CancellationOutcome {
        guard amount == expected.minorUnits else {
            throw ProviderError(.conflict, "NICEPAY gave back \(amount) won instead of \(expected)")
        }
        return .done(reference: tid)
    }
}
