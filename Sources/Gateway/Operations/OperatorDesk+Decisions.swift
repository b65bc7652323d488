import ProviderKit

/// What an operator knows and the gateway cannot find out.
extension OperatorDesk {
    /// Decides how an unknown payment ended, on somebody's word.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - paid: Whether the money was taken.
    ///   - name: Who decides; it stays in the story.
    ///   - reason: Why; it stays in the story.
    /// - Returns: The payment as it stands then.
    /// - Throws: ``DecisionRefused`` where its state is known; the database's error.
    public func resolve(_ payment: Payment, paid: Bool, by name: String, because reason: String) async throws -> Payment
    {
        try await core.store.change(payment.key) { [now = core.clock.now()] record in
            try record.decide(paid: paid, by: name, because: reason, at: now)
            return record.payment
        }
    }

    /// Decides how a cancellation ended, on somebody's word.
    ///
    /// - Parameters:
    ///   - operation: The cancellation, as ``PaymentReport`` names it.
    ///   - payment: Its payment.
    ///   - done: Whether the money went back.
    ///   - name: Who decides; it stays in the story.
    ///   - reason: Why; it stays in the story.
    /// - Returns: The payment as it stands then. A running `serve` sends what waited behind the cancellation.
    /// - Throws: ``DecisionRefused`` where there is no such cancellation or its end is known; the database's error.
    public func resolve(
        _ operation: OperationID,
        of payment: Payment,
        done: Bool,
        by name: String,
        because reason: String
    ) async throws -> Payment {
        try await core.store.change(payment.key) { [now = core.clock.now()] record in
            try record.decide(operation, done: done, by: name, because: reason, at: now)
            return record.payment
        }
    }
}
