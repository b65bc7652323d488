import ProviderKit

extension Stripe {
    /// Stripe takes expiries between 30 minutes and 24 hours; its clock may be a little ahead of ours.
    private static let leastLife = Duration.seconds(31 * 60)
    private static let mostLife = Duration.seconds(24 * 3600 - 60)

    public func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        try await inTime.open(order)
    }

    /// Opens a page at Stripe. A session cannot be re-priced, so that the old one is closed first.
    private func open(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        if let open = order.repricing { try await close(open) }
        let fields = try fields(of: order)
        let answer = try await send(fields, to: "/v1/checkout/sessions", key: order.operation, as: StripeSession.self)
        let session = try accepted(answer)
        guard let url = session.url, line.isPage(url) else {
            throw ProviderError(.unknown, "Stripe opened a session without a page that a buyer may be sent to")
        }
        return CheckoutSession(
            .redirect(url),
            references: [session.id, session.paymentIntent?.id].compactMap(\.self),
            expires: session.expiresAt.map { Timestamp(milliseconds: $0 * 1000) },
            amount: try session.total()
        )
    }

    private func fields(of order: CheckoutOrder) throws(ProviderError) -> Fields {
        let key = order.key.text
        let title = TextCut.characters(order.title, atMost: 250)
        var fields: Fields = [
            ("mode", "payment"),
            ("line_items[0][price_data][currency]", order.amount.currency.code.lowercased()),
            ("line_items[0][price_data][unit_amount]", String(try order.amount.stripeUnits())),
            ("line_items[0][price_data][product_data][name]", title.isEmpty ? key : title),
            ("line_items[0][quantity]", "1"),
            ("success_url", order.urls.success),
            ("cancel_url", order.urls.cancel),
            ("client_reference_id", key),
            ("metadata[payment_key]", key),
            // Events about money name the intent, not the session.
            ("payment_intent_data[metadata][payment_key]", key),
            ("expires_at", String(expiry(of: order).milliseconds / 1000)),
            ("locale", order.language.rawValue),
        ]
        if let email = order.buyer.email { fields.append(("customer_email", email)) }
        if order.isToldByReturn { fields.append(("payment_intent_data[capture_method]", "manual")) }
        if !order.allowsDelayed {
            for (index, method) in StripeMethods.delayed.enumerated() {
                fields.append(("excluded_payment_method_types[\(index)]", method))
            }
        }
        return fields
    }

    private func expiry(of order: CheckoutOrder) -> Timestamp {
        let now = services.clock.now()
        return min(max(order.expires, now + Self.leastLife), now + Self.mostLife)
    }

    private func close(_ payment: PaymentReference) async throws(ProviderError) {
        guard let id = payment.session else { return }
        // Closing needs no key: whoever closes twice finds it closed.
        let answer = try await send([], to: "/v1/checkout/sessions/\(id)/expire", key: nil, as: StripeSession.self)
        if case .value = answer { return }
        guard try await look(at: payment)?.session.status == StripeSession.Status.expired.rawValue else {
            throw ProviderError(.conflict, "the session is no longer open, and cannot be re-priced")
        }
    }

    private func accepted(_ answer: StripeAnswer<StripeSession>) throws(ProviderError) -> StripeSession {
        switch answer {
        case .value(let session): return session
        case .refused(let detail):
            throw ProviderError(.invalidRequest, "Stripe refuses: \(detail.message ?? "")", providerCode: detail.name)
        }
    }
}

extension PaymentReference {
    /// Stripe's newest session of this payment.
    var session: String? { references.last { $0.hasPrefix("cs_") } }
    /// Stripe's attempt to take the money, once it is known.
    var intent: String? { references.last { $0.hasPrefix("pi_") } }
}
