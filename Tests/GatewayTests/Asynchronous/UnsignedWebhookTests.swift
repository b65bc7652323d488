import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Messages of a PG that signs none: each costs a question at the PG, whoever has sent it.
@Suite(.timeLimit(.minutes(1)))
struct UnsignedWebhookTests {
    private static let path = WebhookRouteTests.paths[0]
    private let clock = ManualClock(.waits)

    @Test func aLargeOneIsRefused() async throws {
        try await serving { visitor, _, payment in
            let text = String(repeating: "x", count: 16 * 1024 + 1)
            let answer = try await visitor.post("\(Self.path)?key=\(payment.key.text)", form: text)
            #expect(answer.status == .contentTooLarge)
        }
    }

    /// The PG sends again what it was not thanked for.
    @Test(arguments: ["key", "account"])
    func noMoreAreBelievedInAMinuteThanTheAccountBears(address: String) async throws {
        try await serving { visitor, fixture, payment in
            let value = address == "key" ? payment.key.text : "working.\(payment.account)"
            let send: @Sendable () async throws -> HTTPResponse.Status = {
                try await visitor.post("\(Self.path)?\(address)=\(value)", form: payment.key.text).status
            }
            for expected in [HTTPResponse.Status.ok, .ok, .ok, .serviceUnavailable, .serviceUnavailable] {
                let status = try await send()
                #expect(status == expected)
            }
            await fixture.core.undertakings.idle()
            for _ in 1...3 {
                #expect(fixture.core.settlement.takesBudget(payment), "the reconciler's questions are its own")
            }
            clock.advance(by: .seconds(60))
            let status = try await send()
            #expect(status == .ok)
        }
    }

    private func serving(_ body: @Sendable (Visitor, GatewayFixture, Payment) async throws -> Void) async throws {
        let fixture = try GatewayFixture(clock: clock) { text in
            text.moreProviders = #""working": { "module": "working" }"#
            text.moreMalls = #"""
                "workmall": {
                  "provider": "working", "account": { "merchant": "one", "secretKey": "secret-of-one" },
                  "shops": { "1": { "currency": "KRW" } }
                }
                """#
        }
        try await fixture.serving { visitor in
            var checkout = SandboxClient.Checkout.sample(
                order: "20261122-0000001",
                amount: "12000",
                partner: "workmall:1:working",
                shop: "1"
            )
            checkout.returnURL = "https://workmall.cafe24shop.com/Pay/Recv/openpg/PayReceiveRtnPage.php"
            let opened = try await visitor.cafe24().openCheckout(checkout)
            try await body(visitor, fixture, try await fixture.payment(opened.paymentKey))
        }
    }
}
