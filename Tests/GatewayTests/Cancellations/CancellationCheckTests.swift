import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A14 and A15: H3 first, then each field against the payment. What is refused reaches no PG.
@Suite(.timeLimit(.minutes(1)))
struct CancellationCheckTests {
    typealias Request = SandboxClient.Cancellation

    /// Each is signed rightly, so it is the comparison with the payment that refuses.
    @Test(arguments: ["0", "-1", "+1", "1e3", "12000.50", "1,000", "", "x", "99999999999999999999"])
    func anAmountThatIsNoneIsRefused(text: String) async throws {
        try await refusal { $0.cancelAmount = text }
    }

    @Test func whatIsNotThisPaymentsIsRefused() async throws {
        try await refusal(naming: "tid") { $0.tid = "tid-of-another" }
        try await refusal(naming: "currency") { $0.currency = "USD" }
        try await refusal(status: 404) { $0.orderID = "20261122-0000099" }
        try await refusal(status: 404) { $0.partnerID = "nomall:1:mock" }
        try await refusal(status: 404) { $0.partnerID = "demomall:2:mock" }
        try await refusal(status: 404) { $0.partnerID = "scriptmall:1:scripted" }
    }

    @Test func whatIsNotSignedByCafe24IsRefused() async throws {
        try await refusal(naming: "hash_data") { $0.forgedHash = "prS41UsqefrKbS9WqKH/60hzBmFaFNx98mHWe80mPWc=" }
        try await refusal(naming: "hash_data") { $0.forgedHash = "x" }
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24(serviceKey: "another").cancel(purchase.whole), naming: "hash_data")
            let older = visitor.cafe24(serviceKey: ConfigurationText.olderServiceKey)
            #expect(try await older.cancel(purchase.whole).isAccepted)
        }
    }

    /// Unsigned, and what it means is not known: worth a line in the log.
    @Test(arguments: ["11000", "12000.50", "-1", "1,000", "x", "99999999999999999999"])
    func anotherOriginalAmountIsLoggedAndTaken(amount: String) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            var request = purchase.part("1000")
            request.amount = amount
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            #expect(fixture.log.text.contains("a cancellation names another amount"))
        }
    }

    @Test(arguments: [
        "https://evil.example/", "https://scriptmall.cafe24shop.com/", "http://127.0.0.1/",
        "https://demomall.cafe24shop.com:8443/", "javascript:alert(1)",
    ])
    func aNotificationAddressOutsideOfTheMallIsRefused(address: String) async throws {
        for flow in CancellationFlow.allCases {
            try await refusal(flow, naming: "cancel_noty_url") { $0.notificationURL = address }
        }
    }

    @Test func anAsynchronousOneNeedsANotificationAddress() async throws {
        try await refusal(.asynchronous, naming: "cancel_noty_url") { $0.notificationURL = nil }
    }

    @Test(arguments: SandboxClient.Encoding.allCases)
    func everyEncodingIsRead(encoding: SandboxClient.Encoding) async throws {
        try await GatewayFixture(clock: SystemClock()).serving { visitor in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.whole, as: encoding).isAccepted)
        }
    }

    private func refusal(
        _ flow: CancellationFlow = .synchronous,
        status: Int = 400,
        naming word: String = "",
        _ change: @Sendable (inout Request) -> Void
    ) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            var request = flow == .asynchronous ? purchase.asynchronously() : purchase.whole
            change(&request)
            expectRefusal(try await visitor.cafe24().cancel(request), status: status, naming: word)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 0)
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
        }
    }
}
