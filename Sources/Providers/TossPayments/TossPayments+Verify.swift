import ProviderKit

extension TossPayments {
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        switch evidence {
        case .returned(let message, via: .success):
            let back = try TossReturn(success: message, of: payment)
            let found = try await ask(about: payment)
            let snapshot = try snapshot(of: payment, found)
            guard let approval, snapshot.isUnpaid else { return snapshot }
            return try await confirm(back, of: payment, approval, isKnown: found?.paymentKey == back.paymentKey)
        case .returned(let message, via: .cancel), .returned(let message, via: .failure):
            return try await look(at: payment, after: TossReturn.status(failure: message))
        case .notified(let message):
            try TossEvent(message.body).check(secretOf: payment)
            return try await look(at: payment)
        case .inquiry:
            return try await look(at: payment)
        }
    }

    func look(at payment: PaymentReference) async throws(ProviderError) -> PaymentSnapshot {
        try snapshot(of: payment, try await ask(about: payment))
    }

    /// Asks by our order number, which Toss knows from the moment its window opened.
    ///
    /// - Throws: ``ProviderError/Code/temporary`` where Toss gave no answer: an inquiry moves nothing.
    private func ask(about payment: PaymentReference) async throws(ProviderError) -> TossPayment? {
        let answer: TossAnswer
        do {
            answer = try await api.payment(order: payment.key)
        } catch {
            throw error.whileAsking
        }
        switch answer {
        case .payment(let found):
            await laterCancels.remember(found, of: payment.key)
            return found
        case .failed(let failure) where failure.isNotFound: return nil
        case .failed(let failure): throw failure.whileAsking
        }
    }

    private func snapshot(
        of payment: PaymentReference,
        _ found: TossPayment?
    ) throws(ProviderError) -> PaymentSnapshot {
        guard let found else { return PaymentSnapshot(.absent, paid: .zero(payment.amount.currency)) }
        return try found.snapshot(of: payment)
    }

    /// The failure address alone ends nothing: what it says counts only where Toss says that nobody has paid.
    private func look(
        at payment: PaymentReference,
        after failure: PaymentSnapshot.Status
    ) async throws(ProviderError) -> PaymentSnapshot {
        let snapshot = try await look(at: payment)
        guard snapshot.isUnpaid else { return snapshot }
        return PaymentSnapshot(failure, paid: .zero(payment.amount.currency))
    }

    /// Repeated under the same key, a confirmation gets its first answer again, as old as it may be: hence the look
    /// before; `isKnown` says that it showed the payment which the return names.
    private func confirm(
        _ back: TossReturn,
        of payment: PaymentReference,
        _ approval: OperationID,
        isKnown: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        let confirmation = TossConfirmation(
            paymentKey: back.paymentKey,
            orderId: payment.key.text,
            amount: payment.amount.text
        )
        let key = try await keys.current(confirming: back.paymentKey, for: approval)
        switch try await api.confirm(confirmation, key: key) {
        case .payment(let found) where found.paymentKey != back.paymentKey:
            return try dispute(back, of: payment)
        case .payment(let found) where found.orderId != payment.key.text:
            guard isKnown else { throw ProviderError(.conflict, "Toss confirmed another order") }
            return try await undo(back, of: payment, approval)
        case .payment(let found):
            let snapshot = try found.snapshot(of: payment)
            guard snapshot.status != .open else {
                throw ProviderError(.unknown, "Toss has not finished the confirmation")
            }
            return snapshot
        case .failed(let failure):
            return try await settle(failure, of: payment, approval)
        }
    }

    private func settle(
        _ failure: TossFailure,
        of payment: PaymentReference,
        _ approval: OperationID
    ) async throws(ProviderError) -> PaymentSnapshot {
        if let error = failure.atOnce { throw error }
        if failure.meaning == .final { return failure.ending(of: payment) }
        let snapshot = try await lookInDoubt(at: payment)
        guard snapshot.isUnpaid else { return snapshot }
        // Toss answers, and nobody has paid: a refusal of a kind we do not know is a refusal.
        if failure.meaning == .unlisted { return failure.ending(of: payment) }
        if failure.code != nil { await keys.useUp(approval) }
        throw failure.doubt
    }

    /// After a call that may have moved money, an inquiry that fails leaves it unknown.
    func lookInDoubt(at payment: PaymentReference) async throws(ProviderError) -> PaymentSnapshot {
        do {
            return try await look(at: payment)
        } catch {
            throw error.inDoubt
        }
    }
}

extension PaymentSnapshot {
    /// The window stands open, or Toss has not heard of it.
    fileprivate var isUnpaid: Bool { status == .open || status == .absent }
}

extension TossFailure {
    fileprivate func ending(of payment: PaymentReference) -> PaymentSnapshot {
        let isLate = code == "NOT_FOUND_PAYMENT_SESSION"
        let status = isLate ? .expired : PaymentSnapshot.Status.declined(code: shownCode, message: message)
        return PaymentSnapshot(status, paid: .zero(payment.amount.currency))
    }
}
