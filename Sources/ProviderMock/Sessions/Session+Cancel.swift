import ProviderKit

extension Session {
    /// What a refund is called and how it ends, drawn up before it is known whether there will be one.
    struct NewRefund: Sendable {
        /// The PG's name for the refund.
        let reference: String
        /// `nil` where it is done at once.
        let ending: Ending?
    }

    /// Gives money back, at most what remains, once per operation.
    ///
    /// - Parameters:
    ///   - amount: What to give back.
    ///   - cancellation: The cancellation it belongs to.
    ///   - new: The refund, if it becomes one.
    ///   - now: The moment of asking.
    /// - Returns: What the PG did.
    /// - Throws: ``ProviderError/Code/conflict`` where the operation already gave back another amount.
    mutating func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        as new: NewRefund,
        at now: Timestamp
    ) throws(ProviderError) -> CancellationOutcome {
        if let earlier = refunds.first(where: { $0.operation == cancellation.operation }) {
            guard earlier.amount.money == amount else {
                throw ProviderError(.conflict, "the operation gave back another amount", providerCode: "DUPLICATE")
            }
            return earlier.outcome(at: now)
        }
        if let refusal = refusal(of: amount, cancellation, at: now) { return refusal }
        let refund = Refund(
            operation: cancellation.operation,
            amount: StoredMoney(amount),
            reference: new.reference,
            ending: new.ending
        )
        refunds.append(refund)
        return refund.outcome(at: now)
    }

    /// Why money is surely not given back; `nil` where it may be.
    private func refusal(of amount: Money, _ cancellation: Cancellation, at now: Timestamp) -> CancellationOutcome? {
        guard status == .paid else { return .refused(code: "NOT_PAID", message: "nothing was paid") }
        guard amount.currency == self.amount.currency, amount.minorUnits > 0 else {
            return .refused(code: "WRONG_AMOUNT", message: "not an amount of this payment's currency")
        }
        let remaining = remaining(at: now)
        guard amount.minorUnits <= remaining.minorUnits else {
            return .refused(code: "EXCEEDS_REMAINDER", message: "less than that remains")
        }
        let after = Money(remaining.minorUnits - amount.minorUnits, amount.currency)
        guard cancellation.remainingBefore == remaining, cancellation.remainingAfter == after else {
            return .refused(code: "REMAINDER_DIFFERS", message: "another amount remains")
        }
        // A card is credited; who paid by transfer must say where the money goes.
        guard virtualAccount == nil || cancellation.bankAccount != nil else {
            return .refused(
                code: "ACCOUNT_NEEDED",
                message: "the buyer's bank account is needed to give back what was transferred"
            )
        }
        return nil
    }

    /// Closes the session unless somebody has paid.
    mutating func void(at now: Timestamp) -> CancellationOutcome {
        guard status != .unopened else { return .notFound }
        guard status != .paid else { return .alreadyPaid(snapshot(at: now)) }
        status = .voided
        return .done(reference: nil)
    }
}

extension Session.Refund {
    /// What the PG says of the refund at a moment.
    fileprivate func outcome(at now: Timestamp) -> CancellationOutcome {
        switch state(at: now) {
        case .done: .done(reference: reference)
        case .pending: .pending(reference: reference)
        case .refused: .refused(code: "REFUSED", message: "The PG refused.")
        }
    }
}

extension CancellationOutcome {
    /// The PG knows no such session.
    static let notFound = CancellationOutcome.refused(code: "NOT_FOUND", message: "no such session")
}
