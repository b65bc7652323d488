import ProviderKit

extension Session {
    /// Gives money back, at most what remains, once per operation.
    ///
    /// - Parameters:
    ///   - amount: What to give back.
    ///   - cancellation: The cancellation it belongs to.
    ///   - reference: The PG's name for the refund, if it becomes one.
    /// - Returns: What the PG did.
    /// - Throws: ``ProviderError/Code/conflict`` where the operation already gave back another amount.
    mutating func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        reference: String
    ) throws(ProviderError) -> CancellationOutcome {
        if let earlier = refunds.first(where: { $0.operation == cancellation.operation }) {
            guard earlier.amount.money == amount else {
                throw ProviderError(.conflict, "the operation gave back another amount", providerCode: "DUPLICATE")
            }
            return .done(reference: earlier.reference)
        }
        guard status == .paid else { return .refused(code: "NOT_PAID", message: "nothing was paid") }
        guard amount.currency == self.amount.currency, amount.minorUnits > 0 else {
            return .refused(code: "WRONG_AMOUNT", message: "not an amount of this payment's currency")
        }
        guard amount.minorUnits <= remaining.minorUnits else {
            return .refused(code: "EXCEEDS_REMAINDER", message: "less than that remains")
        }
        let after = Money(remaining.minorUnits - amount.minorUnits, amount.currency)
        guard cancellation.remainingBefore == remaining, cancellation.remainingAfter == after else {
            return .refused(code: "REMAINDER_DIFFERS", message: "another amount remains")
        }
        refunds.append(
            Refund(operation: cancellation.operation, amount: StoredMoney(amount), reference: reference)
        )
        return .done(reference: reference)
    }

    /// Closes the session unless somebody has paid.
    mutating func void(at now: Timestamp) -> CancellationOutcome {
        guard status != .unopened else { return .notFound }
        guard status != .paid else { return .alreadyPaid(snapshot(at: now)) }
        status = .voided
        return .done(reference: nil)
    }
}

extension CancellationOutcome {
    /// The PG knows no such session.
    static let notFound = CancellationOutcome.refused(code: "NOT_FOUND", message: "no such session")
}
