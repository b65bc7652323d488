import ProviderKit
import Synchronization

extension FakeStripe {
    private static let currencies: Set = ["jpy", "usd", "eur", "krw", "isk", "ugx", "mga", "kwd", "huf", "twd", "php"]

    func open(_ form: FakeStripeForm, in state: inout State) -> ProviderResponse {
        let price = "line_items[0][price_data]"
        let now = clock.now().milliseconds / 1000
        guard form["mode"] == "payment", form["line_items[0][quantity]"] == "1",
            let currency = form["\(price)[currency]"], Self.currencies.contains(currency),
            let amount = form["\(price)[unit_amount]"].flatMap({ Int64($0) }), amount > 0,
            let name = form["\(price)[product_data][name]"], !name.isEmpty,
            let success = form["success_url"], let cancel = form["cancel_url"],
            success.hasPrefix("http"), cancel.hasPrefix("http")
        else { return Self.failure(400, "invalid_request_error", "parameter_missing") }
        if amount < (currency == "jpy" || currency == "usd" ? 50 : 1) {
            return Self.failure(400, "invalid_request_error", "amount_too_small")
        }
        if ["isk", "ugx"].contains(currency) && amount % 100 != 0 || currency == "kwd" && amount % 10 != 0 {
            return Self.failure(400, "invalid_request_error", "invalid_amount")
        }
        let expires = form["expires_at"].flatMap { Int64($0) } ?? now + 86_400
        guard (now + 1800...now + 86_400).contains(expires) else {
            return Self.failure(400, "invalid_request_error", "parameter_invalid_integer")
        }
        let reference = form["client_reference_id"] ?? ""
        guard reference.utf8.count <= 200, form["payment_method_types[0]"] == nil else {
            return Self.failure(400, "invalid_request_error", "parameter_unknown")
        }
        let session = FakeStripeSession(
            id: state.name("cs"),
            reference: reference,
            metadata: form.members(of: "metadata"),
            intentMetadata: form.members(of: "payment_intent_data[metadata]"),
            amount: amount,
            currency: currency,
            success: success,
            cancel: cancel,
            isManual: form["payment_intent_data[capture_method]"] == "manual",
            excluded: Set(form.members(of: "excluded_payment_method_types").values),
            expires: expires
        )
        state.sessions[session.id] = session
        return Self.answer(json(session, [], in: state))
    }

    func close(_ id: String, in state: inout State) -> ProviderResponse {
        guard var session = state.sessions[id] else { return Self.missing }
        guard session.status == "open" else { return Self.failure(400, "invalid_request_error", "") }
        session.status = "expired"
        state.sessions[id] = session
        report("checkout.session.expired", json(session, [], in: state), in: &state)
        return Self.answer(json(session, [], in: state))
    }

    /// Closes what its time is over for.
    func expire(in state: inout State) {
        let now = clock.now().milliseconds / 1000
        for session in state.sessions.values where session.status == "open" && session.expires <= now {
            state.sessions[session.id]?.status = "expired"
        }
    }

    public func deposit(of key: PaymentKey) async throws {
        try end(key, asPaid: true)
    }

    /// The buyer never went to the till.
    public func failDeposit(of key: PaymentKey) throws {
        try end(key, asPaid: false)
    }

    private func end(_ key: PaymentKey, asPaid isPaid: Bool) throws {
        try state.withLock { state in
            let waiting = state.intents.values.first {
                $0.metadata["payment_key"] == key.text && $0.status == "requires_action"
            }
            guard var intent = waiting, var session = state.sessions[intent.session] else {
                throw FakeStripeError("nothing waits for money")
            }
            intent.status = isPaid ? "succeeded" : "requires_payment_method"
            intent.declineCode = isPaid ? nil : "payment_intent_payment_attempt_expired"
            if isPaid {
                intent.charge = state.name("ch")
                session.paymentStatus = "paid"
            }
            state.intents[intent.id] = intent
            state.sessions[session.id] = session
            let end = isPaid ? "succeeded" : "failed"
            report("checkout.session.async_payment_\(end)", json(session, [], in: state), in: &state)
            let kind = isPaid ? "payment_intent.succeeded" : "payment_intent.payment_failed"
            report(kind, json(intent, isExpanded: false, in: state), in: &state)
        }
    }
}
