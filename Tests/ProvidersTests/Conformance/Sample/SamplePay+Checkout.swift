import HTTPTypes
import ProviderKit

extension SamplePay {
    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        if let open = order.repricing, flaw != .leavesTheOldPageOpen { try await closePage(of: open) }
        let body = SampleRequest(
            order: order.key.text,
            amount: order.amount.minorUnits,
            currency: order.amount.currency.code,
            delayed: order.allowsDelayed || flaw == .alwaysOffersDeposits,
            waits: approver == .gateway || order.isToldByReturn,
            success: order.urls.success,
            failure: order.urls.failure,
            cancel: order.urls.cancel,
            notification: order.urls.notification
        )
        let key = flaw == .opensTwice ? randomKey : order.operation.text
        let response = try await send(.post, "/sessions", body, key)
        if response.status.code >= 500 {
            throw ProviderError(flaw == .takesTroubleForRefusal ? .invalidRequest : .unknown, "no session")
        }
        let answer = try decode(response)
        if let refusal = answer.error {
            let code = flaw == .wantsTooLittleAgain ? ProviderError.Code.temporary : .invalidRequest
            throw ProviderError(code, "the PG refused the order", providerCode: refusal)
        }
        return CheckoutSession(
            .redirect("https://pay.sample.example/\(answer.session)"),
            references: [answer.session],
            expires: order.expires,
            amount: Money(answer.amount, order.amount.currency)
        )
    }
    /// Sample Pay's pages keep their price, so that the old one is closed first.
    private func closePage(of open: PaymentReference) async throws(ProviderError) {
        let answer = try await call(.post, "/sessions/\(try session(of: open))/close")
        if let refusal = answer.error {
            throw ProviderError(.conflict, "the old page is no longer open", providerCode: refusal)
        }
    }
}
