import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

/// Signed messages, and those that are not what they seem.
extension FakePayPal {
    func announce(_ event: String, _ kind: String, _ resource: PayPalJSON, _ state: inout State) {
        let body = self.body("WH-" + Self.newID(&state), event, kind, resource)
        let sealed = PayPalSealing(authority: state.authority, webhookID: Self.webhookID)
        if let message = sealed.message(body, id: Self.newID(&state), at: clock.now()) { state.outbox.append(message) }
    }

    func announceCapture(_ order: FakePayPalOrder, _ state: inout State) {
        guard let capture = order.capture else { return }
        let words = ["DECLINED": "DENIED", "FAILED": "DENIED"][capture.status] ?? capture.status
        announce("PAYMENT.CAPTURE.\(words)", "capture", resource(capture, of: order), &state)
    }

    private func resource(_ capture: FakePayPalOrder.Capture, of order: FakePayPalOrder) -> PayPalJSON {
        guard case .object(var members) = order.json(capture, nil) else { return .null }
        members["supplementary_data"] = ["related_ids": ["order_id": .string(order.id)]]
        members["links"] = [
            [
                "href": .string("https://api-m.sandbox.paypal.com/v2/checkout/orders/\(order.id)"), "rel": "up",
                "method": "GET",
            ]
        ]
        return .object(members)
    }

    private func body(_ id: String, _ event: String, _ kind: String, _ resource: PayPalJSON) -> [UInt8] {
        let json: PayPalJSON = [
            "id": .string(id), "event_version": "1.0", "create_time": "2026-11-22T09:00:00.000Z",
            "resource_type": .string(kind), "resource_version": "2.0", "event_type": .string(event),
            "summary": "Something happened", "resource": resource, "links": [],
        ]
        return json.bytes
    }

    public func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        state.withLock { state in
            let order = state.orders.values.first { $0.key == key.text }
            let capture = FakePayPalOrder.Capture(id: "FAKE0FORGED000000", status: "COMPLETED")
            let claim: PayPalJSON = order.map { resource(capture, of: $0) } ?? ["custom_id": .string(key.text)]
            let body = self.body("WH-FORGED", "PAYMENT.CAPTURE.COMPLETED", "capture", claim)
            let honest = PayPalSealing(authority: state.authority, webhookID: Self.webhookID)
            return honest.forgeries(body, at: clock.now())
        }
    }
}
