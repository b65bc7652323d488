import Crypto
import Foundation
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeStripe {
    func report(_ type: String, _ object: [String: Any], in state: inout State) {
        let body = Self.event(type, object, id: state.name("evt"), at: clock.now())
        state.webhooks.append(Self.webhook(body, signature: Self.signature(of: body, at: clock.now())))
    }

    static func event(_ type: String, _ object: [String: Any], id: String, at now: Timestamp) -> [UInt8] {
        let event: [String: Any] = [
            "id": id, "object": "event", "type": type, "created": now.milliseconds / 1000, "livemode": false,
            "api_version": "2026-10-28.endive", "data": ["object": object],
        ]
        return (try? JSONSerialization.data(withJSONObject: event)).map { Array($0) } ?? []
    }

    public static func signature(
        of body: [UInt8],
        at moment: Timestamp,
        secret: String = "whsec_fakeStripeEndpointSecret000000001"
    ) -> String {
        let seconds = moment.milliseconds / 1000
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(seconds).".utf8) + Data(body),
            using: SymmetricKey(data: Data(secret.utf8))
        )
        return "t=\(seconds),v1=\(code.map { String(format: "%02x", $0) }.joined())"
    }

    public static func webhook(_ body: [UInt8], signature: String?) -> InboundMessage {
        var headers = ["content-type": "application/json; charset=utf-8"]
        headers["stripe-signature"] = signature
        return InboundMessage(
            method: "POST",
            path: "/api/asynchronous-checkout/checkout/webhook",
            query: "account=stripe.fedcba9876543210",
            headers: headers,
            body: body
        )
    }

    public func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        let now = clock.now()
        let object: [String: Any] = [
            "id": "cs_test_forged", "object": "checkout.session", "client_reference_id": key.text,
            "metadata": ["payment_key": key.text], "status": "complete", "payment_status": "paid",
        ]
        let body = Self.event("checkout.session.completed", object, id: "evt_forged", at: now)
        let good = Self.signature(of: body, at: now)
        let old = now - .seconds(301)
        return [
            Self.webhook(body, signature: nil),
            Self.webhook(body, signature: Self.signature(of: body, at: now, secret: "whsec_anotherMerchant")),
            Self.webhook(body + [0x20], signature: good),
            Self.webhook(body, signature: Self.signature(of: body, at: old)),
            Self.webhook(body, signature: good.replacing("v1=", with: "v0=")),
        ]
    }
}
