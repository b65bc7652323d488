import Cafe24Sandbox
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// What is under way ends as it began, also where its partner id, its shop or its mall has left the configuration.
@Suite(.timeLimit(.minutes(1)))
struct LeftConfigurationTests {
    typealias Change = @Sendable (inout ConfigurationText) -> Void

    private static let scripted = #""scripted": { "module": "scripted", "environment": "test" }"#
    private static let named: Change = { $0.scriptedShops = #""1": { "currency": "KRW", "partnerID": "shop-one" }"# }

    /// How the shop with the partner id `shop-one` leaves.
    static let departures: [(String, Change)] = [
        ("renamed", { $0.scriptedShops = #""1": { "currency": "KRW", "partnerID": "one-shop" }"# }),
        ("dropped", { $0.scriptedShops = #""3": { "currency": "KRW" }"# }),
        ("its name given away", { $0.scriptedShops = #""3": { "currency": "KRW", "partnerID": "shop-one" }"# }),
        (
            "its mall dropped",
            {
                $0.hasScripted = false
                $0.moreProviders = scripted
            }
        ),
    ]

    @Test(arguments: departures, CancellationFlow.allCases)
    func aPaidOrderIsCancelledUnderThePartnerIDItWasPaidWith(
        departure: (name: String, change: Change),
        flow: CancellationFlow
    ) async throws {
        let fixture = try GatewayFixture(Self.named)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            var order = SandboxClient.Checkout.scripted()
            order.partnerID = "shop-one"
            let purchase = try await visitor.scriptedPurchase(script, order)
            try await fixture.reload(departure.change)
            var request = purchase.whole
            request.flow = flow
            request.notificationURL = "https://scriptmall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCancelNoty.php"
            #expect(try await visitor.cafe24().cancel(request).resultCode == "0000")
            #expect(try await visitor.cafe24().status(key: purchase.key).partnerID == "shop-one")
            if flow == .synchronous { #expect(script.cancellations.count == 1) }
        }
    }

    @Test(arguments: ["https://evil.example/noty", "http://127.0.0.1:9000/noty"])
    func aMallThatLeftIsNotToldElsewhere(address: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.scriptedPurchase(try await fixture.script())
            try await fixture.reload {
                $0.hasScripted = false
                $0.moreProviders = Self.scripted
            }
            var request = purchase.asynchronously()
            request.notificationURL = address
            let answer = try await visitor.cafe24().cancel(request)
            #expect(answer.resultCode == "9999")
            #expect(answer.resultMessage?.contains("not an address of this mall") == true)
        }
    }

    @Test func anUnknownPartnerIDIsStillSaidToBeOne() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            var request = try await visitor.scriptedPurchase(try await fixture.script()).whole
            request.partnerID = "shop-one"
            let answer = try await visitor.cafe24().cancel(request)
            #expect(answer.resultMessage?.contains("partner_id is not known here") == true)
        }
    }

    /// The address was the mall's when it came. Whether it leads to a private network is looked at all the same.
    @Test func aNotificationIsStillSentToAMallThatLeft() async throws {
        let mall = FakeMall()
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin])
            try await fixture.paid(telling: "\(origin)/noty")
            try await fixture.reload { $0.hasDemoMall = false }
            await fixture.core.courier.deliverDue()
            let entry = try #require(try await fixture.outbox().first)
            #expect(entry.state == .waiting)
            #expect(entry.trouble?.contains("not on the public internet") == true)
            #expect(mall.messages.isEmpty)
        }
    }

    private static let otherMall = """
        "othermall": {
          "provider": "other", "account": { "publicKey": "other-public", "secretKey": "other-secret-key" },
          "shops": { "1": { "currency": "KRW" } }
        }
        """
    private static let otherInstance = #""other": { "module": "mock", "environment": "test" }"#

    private static var otherOrder: SandboxClient.Checkout {
        var checkout = SandboxClient.Checkout.sample(partner: "othermall:1:other")
        checkout.returnURL = "https://othermall.cafe24shop.com/return"
        return checkout
    }

    private static let withOtherMall: Change = {
        $0.moreProviders = otherInstance
        $0.moreMalls = otherMall
    }

    @Test func thePagesOfAnInstanceOutliveItsLastShop() async throws {
        let fixture = try GatewayFixture(Self.withOtherMall)
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(Self.otherOrder)
            try await fixture.reload { $0.moreProviders = Self.otherInstance }
            #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "0000")
        }
    }

    @Test func thePagesOfAnInstanceOutliveItsLastShopThroughARestart() async throws {
        let before = try GatewayFixture(Self.withOtherMall)
        try await before.core.rememberAccounts()
        let url = try await before.serving { try await $0.cafe24().openCheckout(Self.otherOrder).paymentURL }
        let store = before.core.store
        let after = try GatewayFixture({ $0.moreProviders = Self.otherInstance }, store: { _ in store })
        let back = try await after.serving { visitor in try await visitor.pay(at: url) }
        #expect(back.resultCode == "0000")
    }
}
