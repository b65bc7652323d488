import ProviderKit

extension TossPayments {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch cancellation.kind {
        case .refund(let amount): try await refund(amount, cancellation, of: payment)
        case .void: try await close(cancellation, payment)
        }
    }

    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let known = try await remembered(of: payment) else { return Self.noSuchPayment }
        guard !known.isVirtualAccount || cancellation.bankAccount != nil else {
            return .refused(
                code: "REFUND_ACCOUNT_REQUIRED",
                message: "A deposit goes back only to a bank account of the buyer, and none was given."
            )
        }
        let body = TossCancellation(cancellation, of: amount, isVirtualAccount: known.isVirtualAccount)
        let key = try await keys.current(for: cancellation.operation)
        // Under another key Toss would give back again: what an earlier one did may show only by now.
        if key != cancellation.operation.text, let made = try await made(amount, cancellation, of: payment) {
            return made
        }
        switch try await api.cancel(payment: known.paymentKey, body, key: key) {
        case .payment(let found):
            try found.check(isAbout: payment)
            await laterCancels.remember(found, of: payment.key)
            guard let outcome = try found.outcome(of: amount, cancellation.operation) else {
                throw ProviderError(.unknown, "Toss's answer does not list the refund")
            }
            return outcome
        case .failed(let failure):
            return try await settle(failure, amount, cancellation, of: payment)
        }
    }

    private func settle(
        _ failure: TossFailure,
        _ amount: Money,
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        if let error = failure.atOnce { throw error }
        if failure.meaning == .final { return failure.refusal }
        let found = try await askInDoubt(failure, about: payment)
        if let outcome = try found.outcome(of: amount, cancellation.operation) { return outcome }
        guard failure.meaning == .doubtful else { return failure.refusal }
        if failure.code != nil { await keys.useUp(cancellation.operation) }
        throw failure.doubt
    }

    private func made(
        _ amount: Money,
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome? {
        guard case .payment(let found) = try await api.payment(order: payment.key) else {
            throw ProviderError(.unknown, "Toss does not say what an earlier refund came to")
        }
        try found.check(isAbout: payment)
        return try found.outcome(of: amount, cancellation.operation)
    }

    private func askInDoubt(
        _ failure: TossFailure,
        about payment: PaymentReference
    ) async throws(ProviderError) -> TossPayment {
        let answer: TossAnswer
        do {
            answer = try await api.payment(order: payment.key)
        } catch {
            throw failure.doubt
        }
        guard case .payment(let found) = answer else { throw failure.doubt }
        try found.check(isAbout: payment)
        return found
    }

    /// What an answer of Toss taught us, or one that is asked for now; `nil` where Toss knows nothing either.
    private func remembered(of payment: PaymentReference) async throws(ProviderError) -> TossState? {
        let state =
            if let kept = payment.state { kept } else { try await look(at: payment).state }
        return try state?.value(as: TossState.self)
    }
}

extension TossPayment {
    /// What became of one refund; `nil` where it is not listed.
    fileprivate func outcome(of amount: Money, _ operation: OperationID) throws(ProviderError) -> CancellationOutcome? {
        let made = cancels?.last { TossReason.operation(in: $0.cancelReason) == operation }
        guard let made else { return nil }
        guard try made.record(try readCurrency()).amount == amount else {
            throw ProviderError(.conflict, "Toss gave back another amount than \(amount)")
        }
        return switch made.state {
        case .done: .done(reference: made.reference)
        case .pending: .pending(reference: made.reference)
        case .refused: .refused(code: "ABORTED", message: "Toss has aborted the refund.")
        }
    }
}

extension TossCancellation {
    fileprivate init(_ cancellation: Cancellation, of amount: Money, isVirtualAccount: Bool) {
        self.init(cancelReason: TossReason.text(cancellation))
        cancelAmount = amount.text
        currency = amount.currency == .krw ? nil : amount.currency.code
        if isVirtualAccount { refundReceiveAccount = cancellation.bankAccount.map(Account.init) }
    }
}

extension TossCancellation.Account {
    fileprivate init(_ account: RefundAccount) {
        self.init(bank: account.bankCode, accountNumber: account.number, holderName: account.holder)
    }
}
