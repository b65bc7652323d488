import Foundation
import ProviderConformance
import ProviderKit

/// Objects as Stripe's API reference writes them, with the lies they are told to tell.
extension FakeStripe {
    func json(_ session: FakeStripeSession, _ expanded: [String], in state: State) -> [String: Any] {
        let intent = session.intent.flatMap { state.intents[$0] }
        let isWhole = expanded.contains { $0.hasPrefix("payment_intent") }
        let isDeep = expanded.contains("payment_intent.latest_charge")
        var object: [String: Any] = [
            "id": session.id, "object": "checkout.session", "livemode": false, "mode": "payment",
            "status": lie(session.status, in: state), "payment_status": session.paymentStatus,
            "amount_total": lie(session.amount, in: state), "currency": lieAboutCurrency(session.currency, in: state),
            "client_reference_id": lieAboutOrder(session.reference, in: state), "metadata": session.metadata,
            "expires_at": session.expires, "success_url": session.success, "cancel_url": session.cancel,
            "payment_intent": NSNull(), "url": NSNull(),
        ]
        if session.status == "open" { object["url"] = state.pages + session.id }
        if let intent { object["payment_intent"] = isWhole ? json(intent, isExpanded: isDeep, in: state) : intent.id }
        return object
    }

    func json(_ intent: FakeStripeIntent, isExpanded: Bool, in state: State) -> [String: Any] {
        let isPaid = intent.isPaid
        var object: [String: Any] = [
            "id": intent.id, "object": "payment_intent", "livemode": false, "status": lie(intent.status, in: state),
            "amount": lie(intent.amount, in: state), "amount_received": isPaid ? lie(intent.amount, in: state) : 0,
            "currency": lieAboutCurrency(intent.currency, in: state), "metadata": intent.metadata,
            "capture_method": intent.isManual ? "manual" : "automatic_async", "latest_charge": NSNull(),
            "last_payment_error": NSNull(),
        ]
        if let charge = intent.charge {
            object["latest_charge"] = isExpanded ? json(charge, intent, in: state) : charge
        }
        if let code = intent.declineCode {
            object["last_payment_error"] = [
                "type": "card_error", "code": "card_declined", "decline_code": code, "message": "It was declined.",
            ]
        }
        return object
    }

    private func json(_ charge: String, _ intent: FakeStripeIntent, in state: State) -> [String: Any] {
        [
            "id": charge, "object": "charge", "amount": lie(intent.amount, in: state), "captured": intent.isPaid,
            "amount_refunded": refunded(intent, in: state), "payment_intent": intent.id, "status": "succeeded",
            "currency": lieAboutCurrency(intent.currency, in: state), "metadata": intent.metadata,
            "payment_method_details": ["type": intent.method],
        ]
    }

    func json(_ refund: FakeStripeRefund, in state: State) -> [String: Any] {
        [
            "id": refund.id, "object": "refund", "amount": refund.amount, "currency": refund.currency,
            "status": lie(refund.status, in: state), "payment_intent": refund.intent, "charge": refund.charge,
            "metadata": refund.metadata, "reason": NSNull(),
        ]
    }

    private func lie(_ amount: Int64, in state: State) -> Int64 { state.lie == .wrongAmount ? amount + 1 : amount }

    private func lie(_ status: String, in state: State) -> String {
        state.lie == .unknownStatus ? "on_the_moon" : status
    }

    private func lieAboutCurrency(_ currency: String, in state: State) -> String {
        guard state.lie == .wrongCurrency else { return currency }
        return currency == "usd" ? "eur" : "usd"
    }

    private func lieAboutOrder(_ reference: String, in state: State) -> String {
        state.lie == .otherOrder ? String(reference.reversed()) : reference
    }
}
