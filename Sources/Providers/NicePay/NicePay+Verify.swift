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
        let attempt = try await unsettled(payment)
        guard let transaction = try await lookBefore(payment, tid: tid) else {
            return PaymentSnapshot(absent, paid: .zero(payment.amount.currency))
        }
        let snapshot = try transaction.snapshot(isApproving: attempt != nil)
        guard snapshot.status == .paid || snapshot.status == .pending(.deposit), let begun = attempt?.netCancelBegun,
            services.clock.now() < begun + NicePayAttempt.netCancelLife
        else { return snapshot }
        return try await undo(payment, tid: transaction.tid, begun: begun)
    }

    /// The approval that was begun and never reported as paid; what is cancelled by then was undone, not given back.
    func unsettled(_ payment: PaymentReference) async throws(ProviderError) -> NicePayAttempt? {
        payment.status == .paid ? nil : try await attempts.of(payment.key)
    }

    /// Approves what the buyer authenticated. An approval is not idempotent: where one was begun before, NICEPAY's word
    /// counts first, and a net-cancel without an answer is brought to its end.
    private func settle(_ payment: PaymentReference, tid: String) async throws(ProviderError) -> PaymentSnapshot {
        let attempt = try await unsettled(payment)
        guard attempt != nil || payment.status != nil else {
            try await refuseForeign(tid, payment)
            return try await approve(payment, tid: tid, isFirst: true)
        }
        // Beside an approval that was begun no other transaction is approved: this return goes on with that one.
        let begun = attempt?.tid ?? tid
        let known = try await standing(of: payment, tid: begun, isOther: begun != tid)
        guard known.status == .absent || known.status == .open else { return known }
        guard attempt?.foreign != tid else { throw .foreignTransaction }
        if let netCancelBegun = attempt?.netCancelBegun {
            let undone = try await undo(payment, tid: begun, begun: netCancelBegun)
            let isOver = try await unsettled(payment)?.netCancelBegun == nil
            // Another transaction's look took its time: the approval is the next question's.
            guard isOver, undone.status != .reversed, begun == tid else { return undone }
        }
        return try await approve(payment, tid: begun, isFirst: attempt == nil)
    }

    /// What NICEPAY knows before an approval: of the transaction, and, where the return names another one, of the order
    /// number, too.
    private func standing(
        of payment: PaymentReference,
        tid: String,
        isOther: Bool
    ) async throws(ProviderError) -> PaymentSnapshot {
        do {
            let known = try await report(payment, tid: tid, absent: .absent)
            guard known.status == .absent, isOther else { return known }
            return try await report(payment, tid: nil, absent: .absent)
        } catch {
            throw error.code == .conflict ? .foreignTransaction : error
        }
    }

    /// The return's signature covers neither the transaction nor the order number, so that a transaction which was paid
    /// for another order may come in the return of this one. What NICEPAY does not show before its approval goes on.
    private func refuseForeign(_ tid: String, _ payment: PaymentReference) async throws(ProviderError) {
        do {
            _ = try await look(at: payment, tid: tid)
        } catch {
            switch error.code {
            case .conflict: throw .foreignTransaction
            // NICEPAY answered with a code that tells nothing.
            case .unknown where error.providerCode != nil: return
            case .unknown: throw ProviderError(.temporary, error.message)
            default: throw error
            }
        }
    }
}

extension ProviderError {
    fileprivate static var foreignTransaction: ProviderError {
        ProviderError(.rejectedMessage, "the return's transaction is another order's")
    }
}
