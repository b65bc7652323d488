import ProviderKit

extension KGInicis {
    /// An approval is not idempotent at INICIS, and the same return may be given again: it looks first, always.
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        var memory = try InicisMemory(of: payment)
        var back: InicisReturn?
        switch evidence {
        case .returned(let message, let door):
            back = try InicisReturn(message, via: door, of: payment, for: self)
        case .notified(let message):
            try await hear(message, of: payment, &memory)
        case .inquiry:
            break
        }
        let attempt = try await attempts.of(payment.key)
        // What may still be undone is not believed before that has an answer.
        if attempt?.isBeingUndone != true, let transaction = try await look(at: payment, memory) {
            return transaction.snapshot(of: payment, memory, at: services.clock.now())
        }
        guard let attempt else { return try await settle(back, of: payment, memory, isApproving: approval != nil) }
        let approves = approval != nil && back?.isAuthenticated == true
        return try await resume(attempt, of: payment, memory, approves: approves)
    }

    /// Nothing was ever sent for this payment: the return decides what follows.
    private func settle(
        _ back: InicisReturn?,
        of payment: PaymentReference,
        _ memory: InicisMemory,
        isApproving: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        switch back {
        case .authenticated(let pass) where isApproving:
            try await approve(InicisAttempt(pass), payment, memory, isFirst: true)
        case .authenticated: nothingPaid(.open, payment, memory)
        case .left: nothingPaid(.abandoned, payment, memory)
        case .failed(let code, let message): nothingPaid(.declined(code: code, message: message), payment, memory)
        case nil: nothingPaid(.absent, payment, memory)
        }
    }

    /// Goes on with an approval whose end is not known: it is undone, or else approved again, which takes no money
    /// twice, because a pass is approved but once. Another pass of the same payment is never approved beside it.
    private func resume(
        _ attempt: InicisAttempt,
        of payment: PaymentReference,
        _ memory: InicisMemory,
        approves: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        if let known = try await undo(attempt, of: payment, memory) { return known }
        if let refusal = attempt.refusal { return await declined(refusal, payment, memory) }
        guard approves else {
            return nothingPaid(.unknown("an approval was begun that INICIS neither shows nor undoes"), payment, memory)
        }
        return try await approve(InicisAttempt(attempt.pass), payment, memory, isFirst: false)
    }

    func nothingPaid(
        _ status: PaymentSnapshot.Status,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) -> PaymentSnapshot {
        PaymentSnapshot(status, paid: .zero(payment.amount.currency), state: try? ModuleState(memory))
    }
}
