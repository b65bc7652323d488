import ProviderKit

extension KakaoPay {
    /// KakaoPay is asked before anything is sent: it has no keys, but lists what was done with our operations.
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let state = try payment.kakaoState() else {
            return cancellation.kind == .void
                ? .done(reference: nil) : .refused(code: "NOT_OPENED", message: "KakaoPay never opened the payment.")
        }
        let found = try await ask(state)
        let snapshot = try found.snapshot(of: payment, state, at: clock.now())
        if case .unknown(let words) = snapshot.status { throw ProviderError(.unknown, "KakaoPay says \(words)") }
        switch cancellation.kind {
        case .void:
            // Nobody approves it any more, so it ends by itself.
            return snapshot.status == .paid ? .alreadyPaid(snapshot) : .done(reference: nil)
        case .refund(let amount):
            guard snapshot.status == .paid else {
                return .refused(code: found.status, message: "KakaoPay has taken no money for the payment.")
            }
            if let made = try found.outcome(of: amount, cancellation.operation) { return made }
            return try await refund(amount, cancellation, payment, state, found)
        }
    }

    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        _ payment: PaymentReference,
        _ state: KakaoState,
        _ found: KakaoOrder
    ) async throws(ProviderError) -> CancellationOutcome {
        let shares = KakaoShares(of: amount.minorUnits, from: found.available ?? found.amount)
        let body = KakaoCancellation(
            tid: state.tid,
            amount: amount.minorUnits,
            taxFree: shares.taxFree,
            vat: shares.vat,
            available: cancellation.remainingBefore.minorUnits,
            payload: cancellation.operation.text
        )
        switch try await api.cancel(body) {
        case .value(let made):
            return try made.outcome(of: amount, payment, state)
        case .failed(let failure):
            return try await settle(failure, amount, cancellation, state)
        }
    }

    private func settle(
        _ failure: KakaoFailure,
        _ amount: Money,
        _ cancellation: Cancellation,
        _ state: KakaoState
    ) async throws(ProviderError) -> CancellationOutcome {
        if let error = failure.atOnce { throw error }
        // A call that was lost on the way may have come through meanwhile, and this one failed for that.
        let found = try await askInDoubt(failure, state)
        let made = try found.outcome(of: amount, cancellation.operation)
        return made ?? .refused(code: failure.code, message: failure.message)
    }
}

extension KakaoOrder {
    /// What became of one refund; `nil` where it is not listed.
    fileprivate func outcome(of amount: Money, _ operation: OperationID) throws(ProviderError) -> CancellationOutcome? {
        guard let made = actions?.first(where: { $0.isCancel && $0.payload == operation.text }) else { return nil }
        guard made.amount == amount.minorUnits else { throw .otherRefund }
        return .done(reference: made.id)
    }
}

extension KakaoCancelled {
    fileprivate func outcome(
        of amount: Money,
        _ payment: PaymentReference,
        _ state: KakaoState
    ) throws(ProviderError) -> CancellationOutcome {
        guard tid == state.tid, orderID ?? payment.key.text == payment.key.text, approved.total == amount.minorUnits
        else { throw .otherRefund }
        return .done(reference: id)
    }
}

extension ProviderError {
    fileprivate static var otherRefund: ProviderError {
        ProviderError(.conflict, "KakaoPay names another refund than the one that was asked for")
    }
}
