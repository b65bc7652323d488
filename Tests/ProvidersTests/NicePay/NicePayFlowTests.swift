import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayFlowTests {
    @Test func theApprovalTakesTheMoney() async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks())
        let snapshot = try await shop.verify(evidence, approving: true)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == FakeNicePay.amount)
        #expect(snapshot.method == "card")
        #expect(snapshot.references == [try #require(snapshot.transactionID)])
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func withoutAnApprovalNothingIsTaken() async throws {
        var shop = try await NicePayShop()
        let snapshot = try await shop.verify(try await shop.evidence(.pays))
        #expect(snapshot.status == .open)
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks())
    }

    @Test func anIssuersNoIsADecline() async throws {
        var shop = try await NicePayShop()
        #expect(try await shop.settle(.declines).status == .declined(code: "3095", message: "거절되었습니다."))
    }

    @Test func aBuyerWhoLeavesHasAbandonedIt() async throws {
        var shop = try await NicePayShop()
        #expect(try await shop.settle(.leaves).status == .abandoned)
    }

    @Test func aCancelDoorDoesNotUndoAPayment() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.pays)
        #expect(try await shop.verify(try await shop.evidence(.leaves)).status == .paid)
    }

    @Test func aFailedWindowIsADeclineAfterALook() async throws {
        var shop = try await NicePayShop()
        let failed = InboundMessage(
            method: "POST",
            path: "/callback",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array("authResultCode=3011&authResultMsg=no&orderId=\(shop.order.key.text)".utf8)
        )
        let evidence = Evidence.returned(failed, via: .success)
        #expect(try await shop.verify(evidence, approving: true).status == .declined(code: "3011", message: "no"))
        try await shop.settle(.pays)
        #expect(try await shop.verify(evidence).status == .paid)
    }

    @Test func aVirtualAccountIsPaidLater() async throws {
        var shop = try await NicePayShop()
        let issued = try await shop.settle(.choosesDeposit)
        #expect(issued.status == .pending(.deposit))
        #expect(issued.virtualAccount?.number == "56211234567890")
        #expect(issued.virtualAccount?.holder == "김하나")
        #expect(issued.virtualAccount?.expires == BenchClock.start + .seconds(7 * 86_400))
        try await shop.fake.deposit(of: shop.order.key)
        let message = try #require(await shop.fake.webhooks().last)
        #expect(try await shop.bench.provider.notices(in: message).map(\.subject) == [.key(shop.order.key)])
        let paid = try await shop.verify(.notified(message))
        #expect(paid.status == .paid)
        #expect(paid.method == "vbank")
    }

    @Test func anOrderThatAllowsNoDelayOffersNoVirtualAccount() async throws {
        let shop = try await NicePayShop(allowsDelayed: false)
        await #expect(throws: (any Error).self) { try await shop.evidence(.choosesDeposit) }
        let methods = SettingValue.list([.string("vbank")])
        await #expect(throws: ProviderError.self) {
            try await NicePayShop(allowsDelayed: false, settings: ["methods": methods])
        }
    }

    @Test func aSecondApprovalOfTheSameReturnFindsTheFirst() async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        let before = shop.payment
        try await shop.verify(evidence, approving: true)
        shop.payment = before
        #expect(try await shop.verify(evidence, approving: true).status == .paid)
        #expect(await shop.fake.books(of: shop.order.key).charges == 1)
    }

    @Test func anInquiryAfterMidnightInKoreaLooksAtBothDays() async throws {
        var shop = try await NicePayShop()
        // The bench begins at 18:00 in Korea.
        shop.bench.clock.advance(by: .seconds(6 * 3600 + 60))
        try await shop.settle(.pays)
        shop.payment.references = []
        #expect(try await shop.verify(.inquiry).status == .paid)
        let days = shop.bench.line.calls.suffix(2).compactMap { $0.request.path?.suffix(8) }
        #expect(days == ["20261122", "20261123"])
    }

    @Test func nothingIsKnownBeforeTheApproval() async throws {
        var shop = try await NicePayShop()
        #expect(try await shop.verify(.inquiry).status == .absent)
    }
}
