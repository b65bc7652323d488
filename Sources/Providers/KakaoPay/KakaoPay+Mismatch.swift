import ProviderKit

extension KakaoPay {
    /// An approval is believed where it is about our payment. Under our own tid but another order or user it goes back
    /// at once; another tid is none of ours to cancel.
    func accept(
        _ approved: KakaoApproved,
        _ payment: PaymentReference,
        _ state: KakaoState
    ) async throws(ProviderError) -> PaymentSnapshot {
        do {
            return try approved.snapshot(of: payment, state)
        } catch {
            guard approved.tid == state.tid else { throw error }
            return try await undo(approved, payment, state)
        }
    }

    private func undo(
        _ approved: KakaoApproved,
        _ payment: PaymentReference,
        _ state: KakaoState
    ) async throws(ProviderError) -> PaymentSnapshot {
        let total = approved.amount.total
        let shares = KakaoShares(of: total, from: approved.amount)
        let body = KakaoCancellation(
            tid: state.tid,
            amount: total,
            taxFree: shares.taxFree,
            vat: shares.vat,
            available: total,
            payload: "approved for another order"
        )
        guard case .value(let undone) = try await api.cancel(body), undone.tid == state.tid,
            undone.approved.total == total
        else { throw ProviderError(.conflict, "KakaoPay approved another order, and it did not go back") }
        return PaymentSnapshot(.reversed, paid: .zero(payment.amount.currency), transactionID: state.tid)
    }
}
