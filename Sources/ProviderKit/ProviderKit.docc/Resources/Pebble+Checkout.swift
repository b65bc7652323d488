import ProviderKit

extension Pebble {
    /// Opens the payment at Pebble under our key, with our addresses. Another price is another payment: nobody approves
    /// the one before.
    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        let request = PebbleRequest(
            order: order.key.text,
            amount: order.amount.minorUnits,
            currency: order.amount.currency.code,
            back: order.urls.success,
            failed: order.urls.failure,
            left: order.urls.cancel
        )
        let opened = try await change("/payments", request, key: order.operation)
        return CheckoutSession(
            .redirect(opened.page),
            references: [opened.id],
            amount: Money(opened.amount, order.amount.currency)
        )
    }
}
