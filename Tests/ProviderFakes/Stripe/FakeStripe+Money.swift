import ProviderConformance
import ProviderKit
import Synchronization

extension FakeStripe {
    func capture(_ id: String, _ form: FakeStripeForm, in state: inout State) -> ProviderResponse {
        guard var intent = state.intents[id] else { return Self.missing }
        guard intent.status == "requires_capture" else {
            return Self.failure(400, "invalid_request_error", "payment_intent_unexpected_state")
        }
        intent.status = "succeeded"
        state.intents[id] = intent
        state.sessions[intent.session]?.paymentStatus = "paid"
        report("payment_intent.succeeded", json(intent, isExpanded: false, in: state), in: &state)
        return Self.answer(json(intent, isExpanded: form["expand[]"] == "latest_charge", in: state))
    }

    /// Cancels an intent: what was set aside is free again, and nobody can pay at the till any more.
    func release(_ id: String, in state: inout State) -> ProviderResponse {
        guard var intent = state.intents[id] else { return Self.missing }
        guard intent.status.hasPrefix("requires_") else {
            return Self.failure(400, "invalid_request_error", "payment_intent_unexpected_state")
        }
        intent.status = "canceled"
        state.intents[id] = intent
        report("payment_intent.canceled", json(intent, isExpanded: false, in: state), in: &state)
        return Self.answer(json(intent, isExpanded: false, in: state))
    }

    func refund(_ form: FakeStripeForm, in state: inout State) -> ProviderResponse {
        guard let id = form["payment_intent"], let intent = state.intents[id] else { return Self.missing }
        guard intent.isPaid, let charge = intent.charge else {
            return Self.failure(400, "invalid_request_error", "payment_intent_unexpected_state")
        }
        let gone = refunded(intent, in: state)
        guard gone < intent.amount else { return Self.failure(400, "invalid_request_error", "charge_already_refunded") }
        let amount = form["amount"].flatMap { Int64($0) } ?? intent.amount - gone
        guard amount > 0, amount <= intent.amount - gone else {
            return Self.failure(400, "invalid_request_error", "amount_too_large")
        }
        let refund = FakeStripeRefund(
            id: state.name("re"),
            intent: id,
            charge: charge,
            amount: amount,
            currency: intent.currency,
            metadata: form.members(of: "metadata"),
            status: state.lie == .laterRefunds ? "pending" : "succeeded"
        )
        state.refunds.append(refund)
        report("refund.created", json(refund, in: state), in: &state)
        return Self.answer(json(refund, in: state))
    }

    /// The merchant gives something back in Stripe's dashboard.
    ///
    /// - Returns: The refund's name.
    public func refundInDashboard(of key: PaymentKey, _ amount: Int64) throws -> String {
        try state.withLock { state in
            let paid = state.intents.values.first { $0.metadata["payment_key"] == key.text && $0.isPaid }
            guard let intent = paid else { throw FakeStripeError("nothing was paid") }
            _ = refund(FakeStripeForm("payment_intent=\(intent.id)&amount=\(amount)"), in: &state)
            guard let refund = state.refunds.last, refund.metadata.isEmpty else {
                throw FakeStripeError("too little is left")
            }
            return refund.id
        }
    }

    func refunded(_ intent: FakeStripeIntent, in state: State) -> Int64 {
        state.refunds.filter { $0.intent == intent.id && $0.counts }.reduce(0) { $0 + $1.amount }
    }

    /// Ends refunds, also those that had succeeded: a bank may send them back.
    public func endRefunds(of key: PaymentKey, as status: String) {
        state.withLock { state in
            for index in state.refunds.indices where state.refunds[index].metadata["payment_key"] == key.text {
                state.refunds[index].status = status
                let kind = status == "failed" ? "refund.failed" : "refund.updated"
                report(kind, json(state.refunds[index], in: state), in: &state)
            }
        }
    }
}
