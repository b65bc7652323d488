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
        let pass = approval == nil ? nil : back?.pass
        if case .begun(let attempt) = mark { return try await resume(attempt, after: pass, payment, memory) }
        if let transaction = try await look(at: payment, memory) {
            return transaction.snapshot(of: payment, memory, at: services.clock.now())
        }
        switch mark {
        case .over(let end): return try await resume(end, after: pass, payment, memory)
        case .begun, .unreadable: return nothingPaid(.notShown, payment, memory)
        case nil: return nothingPaid(standing(after: back), payment, memory)
        }
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

    /// Goes on with an approval whose end is not known. Right after it a net-cancel undoes it; after that the inquiries
    /// tell. It is approved again only where no net-cancel may still come through, which would undo that one: money is
    /// not taken twice by it, because a pass is approved but once. Another pass is never approved beside it.
    private func resume(
        _ attempt: InicisAttempt,
        after pass: InicisPass?,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> PaymentSnapshot {
        let now = services.clock.now()
        let mayBeUndone = attempt.mayBeUndone(at: now)
        let isBeingUndone = attempt.isBeingUndone(at: now)
        let isToBeUndone = mayBeUndone && (attempt.undoing == nil || isBeingUndone)
        if !isBeingUndone || !mayBeUndone, let transaction = try await look(at: payment, memory) {
            return await conclude(attempt, transaction, payment, memory)
        }
        if isToBeUndone, let known = try await undo(attempt, of: payment, memory) { return known }
        if let refusal = attempt.refusal { return await declined(refusal, attempt, payment, memory) }
        guard !isBeingUndone, !isToBeUndone, pass != nil else {
            return nothingPaid(.notShown, payment, memory)
        }
        return try await approve(self.attempt(by: attempt.pass), payment, memory, isFirst: false)
    }

    /// An approval whose end INICIS told, and that it does not show. Right after it, it is undone: nobody may have
    /// heard of it. It can only be told from its own return.
    private func resume(
        _ end: InicisEnd,
        after pass: InicisPass?,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) async throws(ProviderError) -> PaymentSnapshot {
        if end.isReversed { return nothingPaid(.reversed, payment, memory) }
        if let refusal = end.refusal {
            return nothingPaid(.declined(code: refusal.code, message: refusal.message), payment, memory)
        }
        guard let attempt = pass.flatMap({ end.attempt(by: $0) }), attempt.mayBeUndone(at: services.clock.now()) else {
            return nothingPaid(.notShown, payment, memory)
        }
        return try await undo(attempt, of: payment, memory) ?? nothingPaid(.notShown, payment, memory)
    }

    func nothingPaid(
        _ status: PaymentSnapshot.Status,
        _ payment: PaymentReference,
        _ memory: InicisMemory
    ) -> PaymentSnapshot {
        PaymentSnapshot(status, paid: .zero(payment.amount.currency), state: try? ModuleState(memory))
    }
}

extension PaymentSnapshot.Status {
    fileprivate static let notShown = Self.unknown("an approval was begun that INICIS neither shows nor undoes")
}
