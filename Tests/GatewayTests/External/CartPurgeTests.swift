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
        let (first, second) = (try #require(CartKey.numbered(1)), try #require(CartKey.numbered(2)))
        let sender = CartSender("sender")
        try await store.saveCart(.sample, as: first, of: sender, mall: "demomall", orderNumber: "1", at: clock.now())
        clock.advance(by: .seconds(3600))
        try await store.saveCart(.sample, as: second, of: sender, mall: "demomall", orderNumber: "2", at: clock.now())
        clock.advance(by: CartPurge.life - .seconds(3600))
        await purge.purge()
        #expect(try await store.cart(first) != nil)
        clock.advance(by: .seconds(1))
        await purge.purge()
        #expect(try await store.cart(first) == nil)
        #expect(try await store.cart(second) != nil)
    }
}

extension CartKey {
    static func numbered(_ digit: Int) -> CartKey? { CartKey(String(repeating: "\(digit)", count: 40)) }
}

extension Cart {
    static let sample = Cart(
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
