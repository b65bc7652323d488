import ProviderKit
import Testing

@testable import Gateway

/// Carts tell who wanted to buy what: they go when nobody needs them any more.
@Suite struct CartPurgeTests {
    @Test func aCartIsForgottenADayAfterItWasSent() async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        let store = fixture.core.store
        let purge = CartPurge(store: store, clock: clock, logger: fixture.core.logger)
        try await store.saveCart(.sample, mall: "demomall", orderNumber: "1", at: clock.now())
        clock.advance(by: .seconds(3600))
        try await store.saveCart(.sample, mall: "demomall", orderNumber: "2", at: clock.now())
        clock.advance(by: CartPurge.life - .seconds(3600))
        await purge.purge()
        #expect(try await store.cart(mall: "demomall", orderNumber: "1") != nil)
        clock.advance(by: .seconds(1))
        await purge.purge()
        #expect(try await store.cart(mall: "demomall", orderNumber: "1") == nil)
        #expect(try await store.cart(mall: "demomall", orderNumber: "2") != nil)
    }
}

extension Cart {
    fileprivate static let sample = Cart(
        shop: 1,
        currency: .krw,
        items: [],
        buyerID: "mockbuyer",
        isGuest: false,
        shopURL: ExternalBench.shopURL,
        notificationURL: ExternalBench.notification,
        language: .korean,
        isMobile: false
    )
}
