import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayFlowTests {
    @Test func theApprovalTakesTheMoney() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.books() == FakeBooks())
        let snapshot = try await visit.verify(evidence, approving: true)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == FakeNicePay.amount)
        #expect(snapshot.method == "card")
        #expect(snapshot.references == [try #require(snapshot.transactionID)])
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func withoutAnApprovalNothingIsTaken() async throws {
        var visit = try await NicePayVisit()
        let snapshot = try await visit.verify(try await visit.evidence(.pays))
        #expect(snapshot.status == .open)
        #expect(await visit.books() == FakeBooks())
    }

    @Test func anIssuersNoIsADecline() async throws {
        var visit = try await NicePayVisit()
        #expect(try await visit.settle(.declines).status == .declined(code: "3095", message: "거절되었습니다."))
    }

    @Test func aBuyerWhoLeavesHasAbandonedIt() async throws {
        var visit = try await NicePayVisit()
        #expect(try await visit.settle(.leaves).status == .abandoned)
    }

    @Test func aCancelDoorDoesNotUndoAPayment() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        #expect(try await visit.verify(try await visit.evidence(.leaves)).status == .paid)
    }

    @Test func aFailedWindowIsADeclineAfterALook() async throws {
        var visit = try await NicePayVisit()
        let failed = InboundMessage(
            method: "POST",
            path: "/callback",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array("authResultCode=3011&authResultMsg=no&orderId=\(visit.order.key.text)".utf8)
        )
        let evidence = Evidence.returned(failed, via: .success)
        #expect(try await visit.verify(evidence, approving: true).status == .declined(code: "3011", message: "no"))
        try await visit.settle(.pays)
        #expect(try await visit.verify(evidence).status == .paid)
    }

    @Test func aVirtualAccountIsPaidLater() async throws {
        var visit = try await NicePayVisit()
        let issued = try await visit.settle(.choosesDeposit)
        #expect(issued.status == .pending(.deposit))
        #expect(issued.virtualAccount?.number == "56211234567890")
        #expect(issued.virtualAccount?.holder == "김하나")
        #expect(issued.virtualAccount?.expires == BenchClock.start + .seconds(7 * 86_400))
        try await visit.fake.deposit(of: visit.order.key)
        let message = try #require(await visit.fake.webhooks().last)
        #expect(try await visit.bench.provider.notices(in: message).map(\.subject) == [.key(visit.order.key)])
        let paid = try await visit.verify(.notified(message))
        #expect(paid.status == .paid)
        #expect(paid.method == "vbank")
    }

    @Test func anOrderThatAllowsNoDelayOffersNoVirtualAccount() async throws {
        let visit = try await NicePayVisit(allowsDelayed: false)
        await #expect(throws: (any Error).self) { try await visit.evidence(.choosesDeposit) }
        let methods = SettingValue.list([.string("vbank")])
        await #expect(throws: ProviderError.self) {
            try await NicePayVisit(allowsDelayed: false, settings: ["methods": methods])
        }
    }

    @Test func aSecondApprovalOfTheSameReturnFindsTheFirst() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        let before = visit.payment
        try await visit.verify(evidence, approving: true)
        visit.payment = before
        #expect(try await visit.verify(evidence, approving: true).status == .paid)
        #expect(await visit.books().charges == 1)
    }

    @Test func anInquiryAfterMidnightInKoreaLooksAtBothDays() async throws {
        var visit = try await NicePayVisit()
        // The bench begins at 18:00 in Korea.
        visit.bench.clock.advance(by: .seconds(6 * 3600 + 60))
        try await visit.settle(.pays)
        visit.payment.references = []
        #expect(try await visit.verify(.inquiry).status == .paid)
        let days = visit.bench.line.calls.suffix(2).compactMap { $0.request.path?.suffix(8) }
        #expect(days == ["20261122", "20261123"])
    }

    @Test func nothingIsKnownBeforeTheApproval() async throws {
        var visit = try await NicePayVisit()
        #expect(try await visit.verify(.inquiry).status == .absent)
    }
}
