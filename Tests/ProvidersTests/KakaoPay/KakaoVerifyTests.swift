import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct KakaoVerifyTests {
    @Test func aReturnIsApprovedOnce() async throws {
        var visit = try await KakaoVisit()
        let back = try await visit.evidence(.pays)
        let first = try await visit.verify(back, approving: true)
        let again = try await visit.verify(back, approving: true)
        #expect(first.status == .paid)
        #expect(first.paid == FakeKakaoPay.amount)
        #expect(first.method == "card")
        #expect(first.transactionID == visit.session.references.first)
        #expect(again == first)
        #expect(visit.count("approve") == 1)
        #expect(await visit.books() == FakeBooks(paid: 11_000, charges: 1))
    }

    @Test func withoutAnApprovalNothingIsApproved() async throws {
        var visit = try await KakaoVisit()
        let back = try await visit.evidence(.pays)
        for evidence in [back, .inquiry, .notified(InboundMessage(method: "POST", path: "/"))] {
            #expect(try await visit.verify(evidence).status == .open)
        }
        #expect(visit.count("approve") == 0)
    }

    @Test(arguments: ["", "pg_token=", "token=x"])
    func aReturnWithoutATokenIsRejected(query: String) async throws {
        var visit = try await KakaoVisit()
        let message = InboundMessage(method: "GET", path: "/callback", query: query)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.verify(.returned(message, via: .success), approving: true)
        }
        #expect(error?.code == .rejectedMessage)
        #expect(visit.count("order") == 0)
    }

    @Test func aTokenThatSomebodyMadeUpIsRefusedByKakaoPay() async throws {
        var visit = try await KakaoVisit()
        _ = try await visit.evidence(.pays)
        let message = InboundMessage(method: "GET", path: "/callback", query: "pg_token=made-up")
        let snapshot = try await visit.verify(.returned(message, via: .success), approving: true)
        #expect(snapshot.status == .declined(code: "-702", message: "요청을 처리할 수 없습니다."))
        #expect(await visit.books().charges == 0)
    }

    @Test func aBuyerWithoutMoneyIsDeclined() async throws {
        var visit = try await KakaoVisit()
        let snapshot = try await visit.verify(try await visit.evidence(.declines), approving: true)
        #expect(snapshot.status == .declined(code: "LACK_BALANCE", message: "결제 수단 오류"))
        guard case .declined = try await visit.verify(.inquiry).status else {
            Issue.record("the inquiry says something else")
            return
        }
    }

    @Test func aBuyerWhosePaymentsCollideMayTryAgain() async throws {
        var visit = try await KakaoVisit()
        let back = try await visit.evidence(.pays)
        visit.fake.fail("approve", status: 400, code: -780, result: "USER_LOCKED")
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .temporary)
        #expect(try await visit.verify(back, approving: true).status == .paid)
    }

    @Test func bareReturnsEndNothingByThemselves() async throws {
        var visit = try await KakaoVisit()
        let tired = try visit.fake.timeOut(visit.order)
        #expect(try await visit.verify(.returned(tired.message, via: tired.door)).status == .abandoned)
        try await visit.verify(try await visit.evidence(.pays), approving: true)
        let left = InboundMessage(method: "GET", path: "/callback")
        for door in [ReturnDoor.cancel, .failure] {
            #expect(try await visit.verify(.returned(left, via: door)).status == .paid)
        }
        var other = try await KakaoVisit()
        #expect(try await other.verify(try await other.evidence(.leaves)).status == .abandoned)
    }

    /// The approval itself is lost on the way, not the inquiry before it.
    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .serverErrors, .truncated])
    func aLostApprovalIsAskedForAndMadeOnce(disturbance: Disturbance) async throws {
        var visit = try await KakaoVisit()
        let back = try await visit.evidence(.pays)
        visit.bench.line.disturb(disturbance, passing: 1)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .unknown)
        visit.bench.line.calm()
        #expect(try await visit.verify(back, approving: true).status == .paid)
        #expect(await visit.books().charges == 1)
    }

    @Test func kakaoPayLeavesItToUsWhenAPaymentHasExpired() async throws {
        var visit = try await KakaoVisit()
        visit.bench.clock.advance(by: .seconds(1_800 + 599))
        #expect(try await visit.verify(.inquiry).status == .open)
        visit.bench.clock.advance(by: .seconds(1))
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test func whatWasNeverOpenedIsAbsent() async throws {
        var visit = try await KakaoVisit()
        visit.payment.state = nil
        #expect(try await visit.verify(.inquiry).status == .absent)
    }

    @Test func aPaymentOverAnotherAmountIsNotApproved() async throws {
        var visit = try await KakaoVisit()
        let back = try await visit.evidence(.pays)
        _ = await visit.fake.tell(.wrongAmount)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(back, approving: true) }
        #expect(error?.code == .conflict)
        #expect(visit.count("approve") == 0)
        _ = await visit.fake.tell(nil)
        try await visit.verify(back, approving: true)
        _ = await visit.fake.tell(.wrongAmount)
        #expect(try await visit.verify(.inquiry).paid == Money(11_001, .krw))
    }

    @Test func credentialsAreInNoLogAndNoError() async throws {
        var visit = try await KakaoVisit()
        visit.fake.fail("order", status: 401, code: -401)
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(.inquiry) }
        #expect(error?.code == .configuration)
        #expect(!visit.bench.log.text.contains("DEVFAKE"))
        #expect(!"\(String(describing: error))".contains("DEVFAKE"))
    }
}
