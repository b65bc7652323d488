import ProviderKit

extension NicePay {
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        switch evidence {
        case .returned(let message, via: .success):
            switch try NicePayReturn(message, of: payment, signature).result {
            case .authenticated(let tid):
                guard approval != nil else { return try await report(payment, tid: nil, absent: .open) }
                return try await settle(payment, tid: tid)
            case .failed(let code, let message):
                return try await report(payment, tid: nil, absent: .declined(code: code, message: message))
            }
        case .returned(_, via: .cancel), .returned(_, via: .failure):
            return try await report(payment, tid: nil, absent: .abandoned)
        case .notified(let message):
            return try await report(payment, tid: NicePayWebhook(message.body)?.tid, absent: .absent)
        case .inquiry:
            return try await report(payment, tid: nil, absent: .absent)
        }
    }

    /// What NICEPAY says, or `absent` where it has no transaction: before the approval it has none.
    private func report(
        _ payment: PaymentReference,
        tid: String?,
        absent: PaymentSnapshot.Status
    ) async throws(ProviderError) -> PaymentSnapshot {
        let state = try NicePayState(of: payment)
        let begun = state.netCancelBegun
        guard let transaction = try await look(at: payment, tid: tid) else {
            return PaymentSnapshot(absent, paid: .zero(payment.amount.currency))
        }
        let snapshot = try transaction.snapshot(isApproving: begun != nil || state.isReversed == true)
        guard snapshot.status == .paid || snapshot.status == .pending(.deposit), let begun,
            services.clock.now() < begun + NicePayState.netCancelLife
        else { return snapshot }
        return try await undo(payment, tid: transaction.tid, begun: begun)
    }

    /// Approves what the buyer authenticated. Where an earlier answer left it open, NICEPAY is asked first.
    private func settle(_ payment: PaymentReference, tid: String) async throws(ProviderError) -> PaymentSnapshot {
        let state = try NicePayState(of: payment)
        if state.netCancelBegun != nil || payment.status != nil {
            let known = try await report(payment, tid: tid, absent: .absent)
            guard known.status == .absent || known.status == .open else { return known }
        }
        return try await approve(payment, tid: tid)
    }
}
