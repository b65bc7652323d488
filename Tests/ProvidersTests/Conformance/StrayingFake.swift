import HTTPTypes
import ProviderConformance
import ProviderKit

/// Sample Pay, were its fake's buyers to come back to an address that no order has.
struct StrayingFake: FakePG {
    let fake: FakeSamplePay

    func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse {
        await fake.answer(request, body: body)
    }

    func buyer(_ deed: BuyerDeed, at session: CheckoutSession, of order: CheckoutOrder) async throws -> BuyerReturn? {
        try await fake.buyer(deed, at: session, of: order).map { back in
            BuyerReturn(InboundMessage(method: "GET", path: "/back", query: back.message.query), by: back.door)
        }
    }

    func deposit(of key: PaymentKey) async throws { try await fake.deposit(of: key) }
    func books(of key: PaymentKey) async -> FakeBooks { await fake.books(of: key) }
    func tell(_ lie: Lie?) async -> Bool { await fake.tell(lie) }
}
