import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import ServiceLifecycle
import Testing

@testable import Gateway

/// What a reload leaves alone: instances, their work and their limits, and all that is under way.
@Suite(.timeLimit(.minutes(1)))
struct KeptThroughReloadTests {
    @Test func anAccountKeepsItsInstanceAsLongAsItsConfigurationIsTheSame() async throws {
        let fixture = try GatewayFixture()
        let (one, two) = (try await fixture.script(), try await fixture.script(shop: 2))
        try await fixture.reload { $0.cafe24 = #""patience": 9"# }
        #expect(try await fixture.script() === one)
        #expect(try await fixture.script(shop: 2) === two)
        try await fixture.reload { $0.scriptedSettings = #"{ "approver": "gateway" }"# }
        #expect(try await fixture.script() !== one)
        #expect(try await fixture.script(shop: 2) !== two)
    }

    @Test func aCallThatIsUnderWayEndsAtTheInstanceItBeganAt() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving(.live) { visitor in
            let gate = Gate()
            let script = try await fixture.script()
            script.onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            async let back = visitor.comeBack("\(ReturnTests.callback)?key=\(try #require(opened.paymentKey))")
            await gate.arrival()
            try await fixture.reload { $0.scriptedSettings = #"{ "approver": "gateway" }"# }
            #expect(try await fixture.script() !== script)
            gate.open()
            #expect(try await back.resultCode == "0000")
        }
    }

    @Test func anAccountThatLeavesIsStillAskedAboutItsOpenPayments() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script(shop: 2)
            let opened = try await visitor.cafe24().openCheckout(.scripted(shop: "2"))
            try await fixture.reload { $0.scriptedShops = #""1": { "currency": "KRW" }"# }
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            try await fixture.core.clock.sleep(for: .seconds(16))
            await fixture.core.reconciler.reconcile()
            #expect(try await fixture.payment(opened.paymentKey).state == .paid)
            #expect(script.approvals.count == 1)
        }
    }

    /// A checkout that was read before the reload may open its payment after it.
    @Test func anInstanceThatLeftFinishesWhatItOpenedInItsLastMoment() async throws {
        let fixture = try GatewayFixture()
        let shop = try #require(fixture.core.directory.shop(mall: "scriptmall", number: 1))
        let script = try await fixture.script()
        for patience in 9...10 {
            try await fixture.reload {
                $0.hasScripted = false
                $0.cafe24 = "\"patience\": \(patience)"
            }
        }
        let provider = try await fixture.core.providers.provider(of: shop.accountID)
        #expect((provider as? ScriptedProvider)?.script === script)
        #expect(await fixture.core.providers.anyProvider(instance: "scripted") == nil)
    }

    /// A restart takes what a reload refuses.
    @Test func aPaymentIsNotHandedToAnotherModuleOfTheSameName() async throws {
        let before = try GatewayFixture()
        let shop = try #require(before.core.directory.shop(mall: "scriptmall", number: 1))
        try await before.core.rememberAccounts()
        let store = before.core.store
        let after = try GatewayFixture(
            {
                $0.hasScripted = false
                $0.moreProviders = #""scripted": { "module": "mock", "environment": "test" }"#
            },
            store: { _ in store }
        )
        let refused = await #expect(throws: ProviderError.self) {
            try await after.core.providers.provider(of: shop.accountID)
        }
        #expect(refused?.code == .configuration && refused?.message.contains("another module") == true)
    }

    @Test(arguments: ["test", "live"])
    func aRestartAtAnotherEnvironmentIsToldOf(environment: String) async throws {
        let before = try GatewayFixture()
        try await before.core.rememberAccounts()
        try await before.serving { visitor in
            _ = try await visitor.scriptedPurchase(try await before.script())
        }
        let store = before.core.store
        let after = try GatewayFixture({ $0.scriptedEnvironment = environment }, store: { _ in store })
        try await after.core.warnOfMovedInstances()
        #expect(after.log.text.contains("would be asked of another environment") == (environment == "live"))
    }

    @Test(arguments: ["test", "live"])
    func anInstanceThatComesBackAtAnotherEnvironmentIsToldOf(environment: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.core.rememberAccounts()
        try await fixture.serving { visitor in
            _ = try await visitor.scriptedPurchase(try await fixture.script())
        }
        try await fixture.reload { $0.hasScripted = false }
        try await fixture.reload { $0.scriptedEnvironment = environment }
        #expect(fixture.log.text.contains("would be asked of another environment") == (environment == "live"))
    }

    @Test func whoSentForgedWebhooksIsStillHeldOff() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.openTold(fixture)
            for _ in 0..<60 { #expect(try await visitor.post(opened.webhook, form: "forged").status == .badRequest) }
            try await fixture.reload { $0.cafe24 = #""patience": 9"# }
            #expect(try await visitor.post(opened.webhook, form: "forged").status == .tooManyRequests)
        }
    }

    @Test func anAccountsInquiriesAreCountedOn() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            for order in 1...5 { _ = try await visitor.cafe24().openCheckout(.scripted(order: "order-\(order)")) }
            try await fixture.core.clock.sleep(for: .seconds(16))
            for patience in 9...10 {
                await fixture.core.reconciler.reconcile()
                try await fixture.reload { $0.cafe24 = "\"patience\": \(patience)" }
            }
            #expect(try await fixture.script().approvals.count == 3)
        }
    }

    @Test func theMallsTokensAreSharedUnderNewSettings() async throws {
        let fixture = try GatewayFixture()
        let before = fixture.core.admin
        try await fixture.reload { $0.cafe24 = #""apiVersion": "2026-10-01""# }
        #expect(fixture.core.admin.tokens === before.tokens)
        #expect(fixture.core.admin.settings.apiVersion == "2026-10-01")
        #expect(fixture.core.admin.exchange.settings.apiVersion == "2026-10-01")
    }

    /// Browsers do not run a script whose integrity value is another than the one a mall registered.
    @Test(arguments: [(#""apiVersion": "2026-10-01""#, 1), (#""patience": 9"#, 0)])
    func aNewLoaderIsToldOf(cafe24: String, times: Int) async throws {
        let fixture = try GatewayFixture()
        try await fixture.reload { $0.cafe24 = cafe24 }
        #expect(fixture.log.count(of: "pg-gateway providers --script") == times)
        #expect(fixture.log.count(of: ButtonLoader(fixture.core.configuration).integrity) == times)
    }

    @Test func workIsBegunAndEndedForThoseAloneThatComeAndGo() async throws {
        let fixture = try GatewayFixture { $0.addWorkers(["one": "a", "two": "a", "three": "a"]) }
        let workers = ServiceGroup(
            configuration: .init(services: [Workers(current: fixture.current)], logger: fixture.core.logger)
        )
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await workers.run() }
            for name in ["one", "two", "three"] { await fixture.log.says("\(name) begins") }
            try await fixture.reload { $0.addWorkers(["one": "a", "two": "b", "four": "a"]) }
            for name in ["two", "three"] { await fixture.log.says("\(name) ends") }
            await fixture.log.says("two begins", times: 2)
            await fixture.log.says("four begins")
            #expect(fixture.log.count(of: "one begins") == 1 && fixture.log.count(of: "one ends") == 0)
            await workers.triggerGracefulShutdown()
        }
        #expect(["one", "two", "three", "four"].map { fixture.log.count(of: "\($0) ends") } == [1, 2, 1, 1])
    }
}
