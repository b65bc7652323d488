import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// A whole purchase at the most talkative level, with faults on the way: nothing secret reaches the log.
struct LogSecrecyTests {
    private static let buyer = [
        "buyer_name": "Hong Gildong", "buyer_email": "hong@example.com", "buyer_phone": "+8210999",
    ]

    @Test func aPurchaseWithFaultsTellsNoSecret() async throws {
        let fixture = try GatewayFixture()
        let key = try await fixture.serving { visitor in try await purchase(visitor, fixture) }
        let log = fixture.log.text
        let hash = CheckoutRequestTests.fields(signedWith: Cafe24Hashes(serviceKey: ConfigurationText.serviceKey))
        var secrets = [
            ConfigurationText.serviceKey, ConfigurationText.olderServiceKey, "mock-secret-key",
            "client-secret-of-the-tests", "sealing key of the tests", "c2VhbGluZyBrZXkgb2Yg", key, "session=", "key=",
            "PGPy05", "buyer-17",
        ]
        secrets += Self.buyer.values
        secrets.append(try #require(hash["hash_data"]))
        for secret in secrets { #expect(!log.contains(secret), "the log tells \(secret)") }
        #expect(log.contains(String(key.prefix(8))))
        #expect(log.contains("the PG gave no clear answer"))
        #expect(log.contains("a cancellation has no clear answer"))
    }

    private func purchase(_ visitor: Visitor, _ fixture: GatewayFixture) async throws -> String {
        var checkout = SandboxClient.Checkout.sample()
        checkout.buyerID = "buyer-17"
        checkout.more = Self.buyer.map { .init(name: $0.key, value: .string($0.value)) }
        try await visitor.fault("checkout", "serverError")
        _ = try await visitor.cafe24().openCheckout(checkout)
        var forged = checkout
        forged.forgedHash = "forged"
        _ = try await visitor.cafe24().openCheckout(forged)
        let opened = try await visitor.cafe24().openCheckout(checkout, as: .form)
        let key = try #require(opened.paymentKey)
        try await visitor.fault("verify", "timeoutAfterCommit", count: 1000)
        try await visitor.fault("cancel", "garbage")
        _ = try await visitor.pay(at: opened.paymentURL)
        _ = try await visitor.get("\(ReturnTests.callback)/\(key)?key=\(key)")
        try await visitor.mend("verify")
        for _ in 0..<6 {
            try await fixture.core.clock.sleep(for: .seconds(400))
            await fixture.core.reconciler.reconcile()
        }
        _ = try await visitor.cafe24().status(key: key)
        #expect(try await visitor.ledger(key).cancelled == 12_000)
        return key
    }
}
