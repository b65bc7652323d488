import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Every address that is given out leads to a route: the answer comes from a handler, not from a router at a loss.
@Suite(.timeLimit(.minutes(1)))
struct AddressTests {
    @Test(arguments: [Flow.synchronous, .asynchronous, .external])
    func whatThePGIsGivenLeadsSomewhere(flow: Flow) async throws {
        let fixture = try GatewayFixture()
        let payment = Payment.sample(.sample(flow: flow))
        let urls = fixture.core.addresses.checkoutURLs(for: payment)
        try await fixture.serving { visitor in
            for address in [urls.success, urls.cancel, urls.failure, urls.close] {
                let (got, posted) = (try await visitor.get(address), try await visitor.post(address))
                #expect(isRoute(got))
                #expect(isRoute(posted))
            }
            let reported = try await visitor.post(urls.notification)
            #expect(isRoute(reported))
        }
    }

    @Test func whatTheMallAndTheShopAreGivenLeadsSomewhere() async throws {
        let fixture = try GatewayFixture()
        let addresses = fixture.core.addresses
        let shop = try #require(fixture.core.directory.shop(mall: "demomall", number: 1))
        try await fixture.serving { visitor in
            let webhook = addresses.webhookURL(of: shop.accountID)
            #expect(try await visitor.post(webhook).status == .badRequest)
            let review = addresses.reviewURL(mall: "demomall", orderNumber: "20261122-0000001")
            #expect(try await isRoute(visitor.get(review)))
            #expect(try await isRoute(visitor.post(addresses.payURL)))
            let script = try await visitor.get(RouteTable.externalScript)
            let button = try #require(script.text.firstMatch(of: #/http:\/\/127\.0\.0\.1:8080[^"'\s]+\.js/#))
            #expect(try await visitor.get(String(button.output)).status == .ok)
        }
    }

    @Test func theHostedPageOfAPaymentIsThere() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            #expect(try await visitor.get(try #require(opened.paymentURL)).status == .ok)
        }
    }

    /// Below `/api` the router at a loss says so in these words.
    private func isRoute(_ answer: TestResponse) -> Bool { !answer.text.contains("there is no such route") }

    @Test func anAddressThatLeadsNowhereSaysSo() async throws {
        try await GatewayFixture().serving { visitor in
            let (missing, wrongVerb) = (
                try await visitor.get("/api/nowhere"), try await visitor.get(RouteTable.synchronousCheckout)
            )
            #expect(!isRoute(missing))
            #expect(!isRoute(wrongVerb))
        }
    }
}
