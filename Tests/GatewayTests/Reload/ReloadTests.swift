import Cafe24Sandbox
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// A reload, as those see it who are served meanwhile.
@Suite(.timeLimit(.minutes(1)))
struct ReloadTests {
    private static let newMall = """
        "newmall": {
          "provider": "mock", "account": { "publicKey": "new-public", "secretKey": "new-secret-key" },
          "shops": { "1": { "currency": "KRW" } }
        }
        """

    private static var newOrder: SandboxClient.Checkout {
        var checkout = SandboxClient.Checkout.sample(partner: "newmall:1:mock")
        checkout.returnURL = "https://newmall.cafe24shop.com/return"
        return checkout
    }

    @Test(arguments: [TestingSetup.router, .live])
    func aNewMallIsServedAndWhatWasOpenGoesOn(setup: TestingSetup) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving(setup) { visitor in
            let old = try await visitor.cafe24().openCheckout(.sample())
            #expect(try await visitor.cafe24().openCheckout(Self.newOrder).resultCode != "0000")
            let changes = try await fixture.reload { $0.moreMalls = Self.newMall }
            #expect(changes.description == "malls.newmall added")
            let new = try await visitor.cafe24().openCheckout(Self.newOrder)
            for opened in [old, new] { #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "0000") }
        }
    }

    @Test func anInstanceWithAnOpenPaymentCannotLeaveUntilThePaymentHasEnded() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let before = fixture.current.served
            let refused = await #expect(throws: ConfigurationFaults.self) {
                try await fixture.reload {
                    $0.hasScripted = false
                    $0.moreMalls = Self.newMall
                }
            }
            #expect(refused?.faults.map(\.place) == ["providers.scripted"])
            #expect(refused?.faults.first?.problem.contains("1 payment is open") ?? false)
            #expect(fixture.current.served === before)
            #expect(try await visitor.cafe24().openCheckout(Self.newOrder).resultCode != "0000")
            #expect(try await visitor.cafe24().openCheckout(.scripted(shop: "2")).resultCode == "0000")

            for shop in 1...2 {
                try await fixture.script(shop: shop).onVerify { payment throws(ProviderError) in payment.paid() }
                let key = try #require(shop == 1 ? opened.paymentKey : try await latest(fixture).key.text)
                #expect(try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)").resultCode == "0000")
            }
            try await fixture.reload { $0.hasScripted = false }
            let order = SandboxClient.Checkout.scripted(order: "20261122-0000009")
            #expect(try await visitor.cafe24().openCheckout(order).resultCode != "0000")
        }
    }

    @Test func anInstanceWithMoneyToGiveBackCannotMoveUntilAllOfItIsBack() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.scriptedPurchase(try await fixture.script())
            for cancelled in ["5000", "7000"] {
                let before = fixture.current.served
                let refused = await #expect(throws: ConfigurationFaults.self) {
                    try await fixture.reload { $0.scriptedEnvironment = "live" }
                }
                #expect(refused?.faults.map(\.place) == ["providers.scripted.environment"])
                #expect(refused?.faults.first?.problem.contains("1 paid payment can still be refunded") ?? false)
                #expect(fixture.current.served === before)
                #expect(try await visitor.cafe24().cancel(purchase.part(cancelled)).resultCode == "0000")
                // After a part the PG is asked whether its console gave back more; until then the payment is open.
                await fixture.core.reconciler.reconcile()
            }
            let changes = try await fixture.reload { $0.scriptedEnvironment = "live" }
            #expect(changes.description == "providers.scripted changed")
        }
    }

    private func latest(_ fixture: GatewayFixture) async throws -> Payment {
        try #require(try await fixture.core.store.list(PaymentFilter(), limit: 1).first)
    }

    @Test func whatTakesARestartChangesNothing() async throws {
        let fixture = try GatewayFixture()
        let before = fixture.current.served
        await #expect(throws: ConfigurationFaults.self) {
            try await fixture.reload {
                $0.server = #""listen": "127.0.0.1:9999""#
                $0.moreMalls = Self.newMall
            }
        }
        #expect(fixture.current.served === before)
    }

    @Test func anAccountThatItsModuleRefusesChangesNothing() async throws {
        let fixture = try GatewayFixture()
        let before = fixture.current.served
        await #expect(throws: ProviderError.self) {
            try await fixture.reload { $0.addWorkers(["one": "refused"]) }
        }
        #expect(fixture.current.served === before)
    }

    @Test func anAccountThatCannotBeWrittenDownChangesNothing() async throws {
        var made: FailingStore?
        let fixture = try GatewayFixture(store: { base in
            let store = FailingStore(base)
            made = store
            return store
        })
        let (before, store) = (fixture.current.served, try #require(made))
        store.fails(true)
        await #expect(throws: FailingStore.DiskFull.self) { try await fixture.reload { $0.moreMalls = Self.newMall } }
        #expect(fixture.current.served === before)
        store.fails(false)
        try await fixture.reload { $0.moreMalls = Self.newMall }
        #expect(fixture.core.directory.mall("newmall") != nil)
    }

    @Test func reloadsAtTheSameTimeFollowOneAnother() async throws {
        let fixture = try GatewayFixture()
        try await withThrowingDiscardingTaskGroup { group in
            for number in 1...20 {
                group.addTask {
                    try await fixture.reload {
                        $0.moreMalls = Self.newMall.replacing("newmall", with: "mall\(number)")
                    }
                }
            }
        }
        let malls = Set(fixture.core.directory.malls.keys)
        #expect(malls == Set(fixture.core.configuration.malls.keys) && malls.count == 3)
    }
}

extension ConfigurationText {
    /// A mall whose shops pay at a PG that has work of its own; merchants with their keys.
    mutating func addWorkers(_ keys: [String: String]) {
        moreProviders = #""working": { "module": "working" }"#
        let shops = keys.sorted { $0.key < $1.key }.enumerated().map { index, account in
            #""\#(index + 1)": { "currency": "KRW", "provider": "working", "#
                + #""account": { "merchant": "\#(account.key)", "secretKey": "\#(account.value)" } }"#
        }
        moreMalls = #""workmall": { "shops": { \#(shops.joined(separator: ", ")) } }"#
    }
}
