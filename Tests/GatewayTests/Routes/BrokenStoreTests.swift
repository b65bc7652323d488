import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// The database fails while somebody waits.
struct BrokenStoreTests {
    @Test func aReturnIsSentOnWhenTheDatabaseFails() async throws {
        let (fixture, store) = try failing()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            store.fails(true)
            let key = try #require(opened.paymentKey)
            let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)")
            #expect(back.resultCode == "9999")
            #expect(back.key == key)
            #expect(back.extraData == SandboxClient.Checkout.scripted().extraData)
        }
    }

    /// The answer is binding, so it is written down (ledger, rule 11).
    @Test func whatAReturnInTroubleIsToldIsRemembered() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let way = try await visitor.choose("approve", at: opened.paymentURL)
            let address = try #require(way.location)
            let answer = try await visitor.post(address, form: String(repeating: "x", count: 300_000))
            #expect(ReturnRedirect.parse(answer.location ?? "").resultCode == "9999")
            #expect(try await fixture.payment(opened.paymentKey).verdict == .notPaid)
            #expect(try await visitor.comeBack(address).resultCode == "9999")
            #expect(try await visitor.ledger(opened.paymentKey).paid == 0)
        }
    }

    /// Ledger, rule 11: what was said while nothing could be written binds all the same.
    @Test func whatWasToldWhileNothingCouldBeWrittenBindsLater() async throws {
        let (fixture, store) = try failing()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let key = try #require(opened.paymentKey)
            let script = try await fixture.script()
            store.fails(true)
            #expect(try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)").resultCode == "9999")
            let early = try await visitor.get("/api/synchronous-checkout/checkout/status?key=\(key)")
            #expect(early.status == .serviceUnavailable)
            store.fails(false)

            for _ in 0..<30 { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            for _ in 0..<4 {
                try await fixture.core.clock.sleep(for: .seconds(120))
                await fixture.core.reconciler.reconcile()
            }
            #expect(try await fixture.payment(key).verdict == .notPaid)
            #expect(try await fixture.payment(key).state == .cancelled)
            #expect(script.cancellations.count == 1)
            #expect(try await visitor.cafe24().status(key: key).isPaid == false)
        }
    }

    @Test func aCheckoutIsRefusedInItsThreeFieldsAndOpensNothing() async throws {
        let (fixture, store) = try failing()
        try await fixture.serving { visitor in
            store.fails(true)
            expectRefusal(try await visitor.cafe24().openCheckout(.scripted()), status: 503)
            #expect(try await fixture.script().calls.isEmpty)
        }
    }

    @Test func aGatewayWithoutItsDatabaseIsLiveAndNotReady() async throws {
        let (fixture, store) = try failing()
        store.fails(true)
        try await fixture.serving { visitor in
            let (live, ready) = (try await visitor.get("/health/live"), try await visitor.get("/health/ready"))
            #expect(live.status == .ok)
            #expect(ready.status == .serviceUnavailable)
            let head = try await visitor.front.execute(uri: "/health/ready", method: .head)
            #expect(head.status == .serviceUnavailable && head.text.isEmpty)
        }
    }

    private func failing() throws -> (GatewayFixture, FailingStore) {
        var made: FailingStore?
        let fixture = try GatewayFixture(store: { base in
            let store = FailingStore(base)
            made = store
            return store
        })
        return (fixture, try #require(made))
    }
}
