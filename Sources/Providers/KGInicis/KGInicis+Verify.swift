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
            try hear(message, of: payment, &memory)
        case .inquiry:
            break
        }
        if let transaction = try await look(at: payment, memory) {
            return transaction.snapshot(of: payment, memory)
        }
        if let pass = memory.undoing {
            if let snapshot = await undoAgain(pass, payment, memory) { return snapshot }
            memory.undoing = nil
        }
        return try await settle(back, of: payment, memory, isApproving: approval != nil)
    }

    /// INICIS knows no transaction: the return decides what follows.
    private func settle(
        _ back: InicisReturn?,
        of payment: PaymentReference,
        _ memory: InicisMemory,
        isApproving: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        switch back {
        case .authenticated(let pass) where isApproving:
            try await approve(pass, payment, memory)
        case .authenticated: nothingPaid(.open, payment, memory)
        case .left: nothingPaid(.abandoned, payment, memory)
        case .failed(let code, let message): nothingPaid(.declined(code: code, message: message), payment, memory)
        case nil: nothingPaid(.absent, payment, memory)
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
