import ProviderKit

/// Fixing the price of a session that was opened over a page's word.
extension CheckoutService {
    /// Re-prices an open session: intent first, then the PG (ledger, rule 1). Who comes while somebody else does waits
    /// for that, and answers from it (rule 3).
    ///
    /// - Parameters:
    ///   - payment: An external payment whose session is open.
    ///   - request: The same checkout with the amount that is due.
    /// - Returns: The payment with its price fixed.
    /// - Throws: ``CheckoutRefusal``, or the database's error.
    func fixPrice(of payment: Payment, _ request: CheckoutRequest) async throws -> Payment {
        let price = PaymentRecord.Price(amount: request.attempt.amount, text: request.attempt.amountText)
        let deadline = clock.now() + patience
        while clock.now() < deadline {
            let pricing = try await store.change(payment.key) { [now = clock.now()] record in
                record.beginPricing(price, at: now, lease: Payment.openingPatience)
            }
            if let pricing {
                let priced = try await waits.result(by: deadline) { try await reprice(pricing, request) }
                guard let priced else { throw CheckoutRefusal.busy }
                return priced
            }
            if let priced = try await priced(payment.key, over: price, by: deadline) { return priced }
        }
        throw CheckoutRefusal.busy
    }

    /// Waits for whoever works on a payment. Unlike an answer, a failure is not shared: to ask the PG for a price once
    /// more moves no money.
    ///
    /// - Returns: `nil` where it has no such price yet, and nobody is fixing one.
    private func priced(
        _ key: PaymentKey,
        over price: PaymentRecord.Price,
        by deadline: Timestamp
    ) async throws -> Payment? {
        while clock.now() < deadline {
            guard let payment = try await store.payment(key) else { break }
            if payment.holdsOrder, payment.state.wasPaid { throw CheckoutRefusal.order(.alreadyPaid) }
            guard payment.state == .awaitingBuyer, payment.superseded == nil else { break }
            if payment.lease.until <= clock.now() {
                return payment.awaitsPrice || payment.amount != price.amount ? nil : payment
            }
            try await signals.wait(for: key)
        }
        throw CheckoutRefusal.busy
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
