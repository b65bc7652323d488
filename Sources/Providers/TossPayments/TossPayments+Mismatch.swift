import ProviderKit

/// Confirmations that Toss answers with something else than what was confirmed.
extension TossPayments {
    /// Another payment is none of ours to cancel, and none to report as paid. What was confirmed is remembered, so that
    /// no later look takes the other one for it.
    func dispute(_ back: TossReturn, of payment: PaymentReference) throws(ProviderError) -> PaymentSnapshot {
        let state = TossState(
            paymentKey: back.paymentKey,
            isVirtualAccount: false,
            secret: try payment.state?.value(as: TossState.self).secret,
            isDisputed: true
        )
        return PaymentSnapshot(
            .unknown("Toss answers a confirmation with another payment"),
            paid: .zero(payment.amount.currency),
            state: try ModuleState(state)
        )
    }

    /// The payment that we confirmed is ours, for Toss showed it under our order before; its answer names another
    /// order. It goes back at once.
    func undo(
        _ back: TossReturn,
        of payment: PaymentReference,
        _ approval: OperationID
    ) async throws(ProviderError) -> PaymentSnapshot {
        let body = TossCancellation(cancelReason: "confirmed for another order")
        let key = "\(approval.text)-undo"
        let answer = try await api.cancel(payment: back.paymentKey, body, key: key, within: TossAPI.undoTime)
        guard case .payment(let undone) = answer, undone.paymentKey == back.paymentKey,
            undone.knownStatus == .canceled
        else { throw ProviderError(.conflict, "Toss confirmed another order, and it did not go back") }
        return PaymentSnapshot(
            .reversed,
            paid: .zero(payment.amount.currency),
            transactionID: back.paymentKey,
            references: [back.paymentKey]
        )
    }
}
