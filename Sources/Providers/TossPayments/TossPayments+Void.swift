import ProviderKit

extension TossPayments {
    static var noSuchPayment: CancellationOutcome {
        .refused(code: "NOT_FOUND_PAYMENT", message: "Toss knows no such payment.")
    }

    /// An unpaid window ends by itself, for nobody confirms it any more; an account that waits for a deposit is closed.
    func close(
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let snapshot = try await look(at: payment)
        guard snapshot.status == .pending(.deposit) else { return try snapshot.asClosed() }
        guard let known = try snapshot.state?.value(as: TossState.self) else { return Self.noSuchPayment }
        let body = TossCancellation(cancelReason: TossReason.text(cancellation))
        let key = try await keys.current(for: cancellation.operation)
        switch try await api.cancel(payment: known.paymentKey, body, key: key) {
        case .payment(let found):
            return try found.snapshot(of: payment).asClosed()
        case .failed(let failure):
            return try await settleClosing(failure, cancellation, payment)
        }
    }

    private func settleClosing(
        _ failure: TossFailure,
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        if let error = failure.atOnce { throw error }
        let snapshot = try await lookInDoubt(at: payment)
        guard snapshot.status == .pending(.deposit) else { return try snapshot.asClosed() }
        guard failure.meaning == .doubtful else { return failure.refusal }
        if failure.code != nil { await keys.useUp(cancellation.operation) }
        throw failure.doubt
    }
}

extension PaymentSnapshot {
    /// What a void comes to, where Toss waits for no deposit.
    fileprivate func asClosed() throws(ProviderError) -> CancellationOutcome {
        switch status {
        case .paid: .alreadyPaid(self)
        case .unknown(let words): throw ProviderError(.unknown, "Toss says \(words)")
        case .pending: throw ProviderError(.unknown, "Toss has not closed the account")
        case .open, .abandoned, .declined, .buyerActs, .expired, .reversed, .absent: .done(reference: nil)
        }
    }
}
