import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeStripe {
    public func buyer(
        _ deed: BuyerDeed,
        at session: CheckoutSession,
        of order: CheckoutOrder
    ) async throws -> BuyerReturn? {
        guard case .redirect(let address) = session.action,
            let id = address.split(separator: "/").last.map(String.init)
        else { throw FakeStripeError("the buyer is not sent to Stripe") }
        return try state.withLock { state in
            expire(in: &state)
            guard let open = state.sessions[id], open.status == "open" else {
                throw FakeStripeError("the page is closed")
            }
            switch deed {
            case .vanishes: return nil
            case .leaves: return Self.comesBack(to: open.cancel, by: .cancel)
            case .declines:
                decline(at: open, in: &state)
                return Self.comesBack(to: open.cancel, by: .cancel)
            case .pays:
                guard open.offers("card") else { throw FakeStripeError("cards are not taken") }
                pay(at: open, in: &state)
                return Self.comesBack(to: open.success, by: .success)
            case .choosesDeposit:
                guard open.offers("konbini") else { throw FakeStripeError("konbini are not offered") }
                choose("konbini", status: "requires_action", at: open, in: &state)
                return Self.comesBack(to: open.success, by: .success)
            }
        }
    }

    private func pay(at session: FakeStripeSession, in state: inout State) {
        let status = session.isManual ? "requires_capture" : "succeeded"
        choose("card", status: status, at: session, in: &state)
    }

    private func choose(_ method: String, status: String, at open: FakeStripeSession, in state: inout State) {
        var session = open
        var intent = intent(of: session, in: &state)
        intent.method = method
        intent.status = status
        intent.declineCode = nil
        intent.charge = status == "requires_action" ? nil : state.name("ch")
        session.status = "complete"
        session.paymentStatus = status == "succeeded" ? "paid" : "unpaid"
        session.intent = intent.id
        state.intents[intent.id] = intent
        state.sessions[session.id] = session
        report("checkout.session.completed", json(session, [], in: state), in: &state)
        let kind = intent.isPaid ? "succeeded" : "amount_capturable_updated"
        report("payment_intent.\(kind)", json(intent, isExpanded: false, in: state), in: &state)
    }

    private func decline(at open: FakeStripeSession, in state: inout State) {
        var intent = intent(of: open, in: &state)
        intent.declineCode = "insufficient_funds"
        state.intents[intent.id] = intent
        state.sessions[open.id]?.intent = intent.id
        report("payment_intent.payment_failed", json(intent, isExpanded: false, in: state), in: &state)
    }

    private func intent(of session: FakeStripeSession, in state: inout State) -> FakeStripeIntent {
        if let made = session.intent.flatMap({ state.intents[$0] }) { return made }
        return FakeStripeIntent(
            id: state.name("pi"),
            session: session.id,
            amount: session.amount,
            currency: session.currency,
            metadata: session.intentMetadata,
            isManual: session.isManual,
            method: "card",
            status: "requires_payment_method"
        )
    }

    private static func comesBack(to url: String, by door: ReturnDoor) -> BuyerReturn {
        let address = URLComponents(string: url)
        let message = InboundMessage(
            method: "GET",
            path: address?.percentEncodedPath ?? "",
            query: address?.percentEncodedQuery ?? "",
            source: "203.0.113.9"
        )
        return BuyerReturn(message, by: door)
    }
}
