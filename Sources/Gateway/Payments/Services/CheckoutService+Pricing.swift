import ProviderKit

/// Fixing the price of a session that was opened over a page's word.
extension CheckoutService {
    /// Re-prices an open session: intent first, then the PG (ledger, rule 1).
    ///
    /// - Parameters:
    ///   - payment: An external payment whose session is open.
    ///   - request: The same checkout with the amount that is due.
    /// - Returns: The payment with its price fixed.
    /// - Throws: ``CheckoutRefusal``, or the database's error.
    func fixPrice(of payment: Payment, _ request: CheckoutRequest) async throws -> Payment {
        let price = PaymentRecord.Price(amount: request.attempt.amount, text: request.attempt.amountText)
        let pricing = try await store.change(payment.key) { [now = clock.now()] record in
            record.beginPricing(price, at: now, lease: Payment.openingPatience)
        }
        guard let pricing else { throw CheckoutRefusal.busy }
        return try await undertakings.carryOut { try await reprice(pricing, request) }
    }

    private func reprice(_ pricing: PaymentRecord.Pricing, _ request: CheckoutRequest) async throws -> Payment {
        let payment = pricing.payment
        defer { signals.signal(payment.key) }
        do {
            let provider = try await providers.provider(of: payment.accountID)
            var order = order(payment, request)
            order.repricing = payment.reference
            let session = try await provider.checkout(order)
            try refuseOtherAmount(session, of: payment)
            return try await store.change(payment.key) { [now = clock.now()] record in
                try record.priced(session, pricing, at: now)
                return record.payment
            }
        } catch let error as ProviderError {
            warn(of: error, payment)
            try await store.change(payment.key) { [now = clock.now()] record in
                try record.pricingFailed(error, pricing, at: now)
            }
            throw CheckoutRefusal.provider(error)
        }
    }
}
