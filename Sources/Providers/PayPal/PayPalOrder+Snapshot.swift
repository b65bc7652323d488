import ProviderKit

/// What an order says of a payment.
extension PayPalOrder {
    /// - Parameters:
    ///   - payment: The payment as the gateway knows it.
    ///   - state: What the module knows of it.
    ///   - hasLeft: Whether the buyer just came back by the door for giving up.
    /// - Returns: What PayPal says, amounts and all, whether or not it is what we asked for.
    /// - Throws: ``ProviderError/Code/conflict`` where this is another order than ours.
    func snapshot(
        of payment: PaymentReference,
        _ state: PayPalState,
        hasLeft: Bool = false
    ) throws(ProviderError) -> PaymentSnapshot {
        try check(payment, state)
        guard let capture else {
            return PaymentSnapshot(status(hasLeft: hasLeft), paid: .zero(payment.amount.currency))
        }
        var remembered = state
        remembered.capture = capture.id
        let paid = try paid(by: capture, in: payment.amount.currency)
        let records = try records()
        var snapshot = PaymentSnapshot(
            capture.snapshotStatus,
            paid: paid,
            cancelled: try cancelled(of: capture, paid, records ?? []),
            cancellations: records ?? [],
            transactionID: capture.id,
            method: "paypal",
            references: [id, capture.id],
            state: try ModuleState(remembered)
        )
        if records == nil { snapshot.status = .unknown("a refund is in a state that is not known") }
        if capture.status == PayPalCapture.Status.partiallyRefunded.rawValue, refunds.isEmpty {
            snapshot.status = .unknown("partly refunded, and PayPal does not say how much")
        }
        return snapshot
    }

    /// Another order's answer is no answer. An amount is another one only while nothing was taken: then it must not be.
    private func check(_ payment: PaymentReference, _ state: PayPalState) throws(ProviderError) {
        // A capture's answer may leave the unit's number out.
        let numbers = (units ?? []).compactMap(\.customID) + captures.compactMap(\.customID)
        guard id == state.order, numbers.allSatisfy({ $0 == payment.key.text }) else {
            throw ProviderError(.conflict, "PayPal answers about another order")
        }
        guard captures.isEmpty, let amount = units?.first?.amount else { return }
        guard try amount.money() == payment.amount else {
            throw ProviderError(.conflict, "PayPal's order is over another amount than ours")
        }
    }

    /// What an order without a capture says.
    private func status(hasLeft: Bool) -> PaymentSnapshot.Status {
        switch Status(rawValue: status) {
        case .created, .saved, .payerActionRequired: hasLeft ? .abandoned : .open
        // Agreed to, in this tab or another: whoever left, left before that.
        case .approved: .open
        case .voided: .expired
        case .completed: .unknown("COMPLETED without a capture")
        case nil: .unknown(status)
        }
    }

    private func paid(by capture: PayPalCapture, in currency: Currency) throws(ProviderError) -> Money {
        guard capture.isPaid else { return .zero(currency) }
        guard let amount = capture.amount else { throw ProviderError(.unknown, "a capture has no amount") }
        return try amount.money()
    }

    /// - Returns: `nil` where one of the refunds is in a state that PayPal's documents do not have.
    private func records() throws(ProviderError) -> [CancellationRecord]? {
        var records: [CancellationRecord] = []
        for refund in refunds {
            guard let record = try refund.record() else { return nil }
            records.append(record)
        }
        return records
    }

    /// What is back with the buyer. A capture that is back in full may have no refund to show for all of it.
    private func cancelled(
        of capture: PayPalCapture,
        _ paid: Money,
        _ records: [CancellationRecord]
    ) throws(ProviderError) -> Money {
        let isUnderWay = records.contains { $0.state == .pending }
        if capture.status == PayPalCapture.Status.refunded.rawValue, !isUnderWay { return paid }
        var total = Money.zero(paid.currency)
        for record in records where record.state == .done {
            do {
                total = try total.adding(record.amount)
            } catch {
                throw ProviderError(.conflict, "a refund \(error)")
            }
        }
        return total
    }
}

extension PayPalCapture {
    fileprivate var snapshotStatus: PaymentSnapshot.Status {
        switch Status(rawValue: status) {
        case .completed, .partiallyRefunded, .refunded: .paid
        case .pending: .pending(awaitsBank ? .deposit : .review)
        case .declined, .failed: .declined(code: details?.reason ?? status, message: "PayPal could not take the money")
        case nil: .unknown(status)
        }
    }
}
