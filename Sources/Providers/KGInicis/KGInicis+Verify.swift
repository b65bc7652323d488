import ProviderKit

extension KGInicis {
    /// An approval is not idempotent at INICIS, and the same return may be given again: once one was begun it looks
    /// first. The first one is sent as it is, for a buyer who can pay need not wait for INIAPI.
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
        let mark = try await marks.of(payment.key)
        if mark == nil, memory.tid == nil, approval != nil, let pass = back?.pass {
            return try await approve(attempt(by: pass), payment, memory, isFirst: true)
        }
        // What may still be undone is not believed before that has an answer.
        if mark?.isBeingUndone != true, let transaction = try await look(at: payment, memory) {
            if case .begun(let attempt) = mark { return await conclude(attempt, transaction, payment, memory) }
            return transaction.snapshot(of: payment, memory, at: services.clock.now())
        }
        guard let mark else { return nothingPaid(standing(after: back), payment, memory) }
        return try await resume(mark, after: approval == nil ? nil : back?.pass, payment, memory)
    }

    private func attempt(by pass: InicisPass) -> InicisAttempt { InicisAttempt(pass, signed: services.clock.now()) }

    /// Nothing was ever sent for this payment: the return says what became of it.
    private func standing(after back: InicisReturn?) -> PaymentSnapshot.Status {
        switch back {
        case .authenticated: .open
        case .left: .abandoned
        case .failed(let code, let message): .declined(code: code, message: message)
        case nil: .absent
        }
    }

    /// Goes on with an approval whose end is not known: it is undone, or else approved again, which takes no money
    /// twice, because a pass is approved but once. Another pass of the same payment is never approved beside it.
    private func resume(
        _ mark: InicisMark,
        after pass: InicisPass?,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> PaymentSnapshot {
        if mark.isReversed { return nothingPaid(.reversed, payment, memory) }
        guard let begun = begun(mark, by: pass) else {
            return nothingPaid(.unknown("INICIS does not show what it approved"), payment, memory)
        }
        if let known = try await undo(begun, of: payment, memory) { return known }
        if let refusal = begun.refusal { return await declined(refusal, payment, memory) }
        guard pass != nil else {
            return nothingPaid(.unknown("an approval was begun that INICIS neither shows nor undoes"), payment, memory)
        }
        return try await approve(attempt(by: begun.pass), payment, memory, isFirst: false)
    }

    /// The attempt that a mark speaks of; one that is over can only be told from its own return.
    private func begun(_ mark: InicisMark, by pass: InicisPass?) -> InicisAttempt? {
        switch mark {
        case .begun(let attempt): attempt
        case .over(let end): pass.flatMap { end.attempt(by: $0) }
        case .unreadable: nil
        }
    }

    func nothingPaid(
        _ status: PaymentSnapshot.Status,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) -> PaymentSnapshot {
        PaymentSnapshot(status, paid: .zero(payment.amount.currency), state: try? ModuleState(memory))
    }
}
