import HTTPTypes
import ProviderKit

extension PayPal {
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        try await inTime.open(order)
    }

    /// Opens an order. Another price is another order: the one before stays unpaid, since nobody captures it.
    private func open(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        let asked = try NewPayPalOrder(order)
        let answer = try await api.post("/v2/checkout/orders", asked, requestID: order.operation.text)
        guard answer.status.kind == .successful else { throw try PayPalRefusal(answer).error }
        let opened = try answer.json(as: PayPalOrder.self)
        guard opened.units?.first?.customID == order.key.text else {
            throw ProviderError(.conflict, "PayPal opened an order with another number than ours")
        }
        guard let link = opened.payerLink, api.line.isPage(link) else {
            throw ProviderError(.unknown, "PayPal opened an order without a way to pay it", providerCode: opened.status)
        }
        return CheckoutSession(
            .redirect(link),
            references: [opened.id],
            amount: try opened.units?.first?.amount?.money(),
            state: try ModuleState(PayPalState(order: opened.id, payerLink: link))
        )
    }
}
