import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayFaultTests {
    @Test(arguments: [Disturbance.timeoutAfterCommit, .truncated, .misencoded])
    func anApprovalWithoutAnAnswerIsUndone(disturbance: Disturbance) async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        shop.bench.line.disturb(disturbance)
        #expect(try await shop.verify(evidence, approving: true).status == .reversed)
        let books = await shop.fake.books(of: shop.order.key)
        #expect(books == FakeBooks(paid: 12_000, cancelled: 12_000, charges: 1, refunds: 1))
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .serverErrors])
    func anApprovalThatNeverArrivedIsUnknownAndThenBegunAgain(disturbance: Disturbance) async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        shop.bench.line.disturb(disturbance)
        guard case .unknown = try await shop.verify(evidence, approving: true).status else {
            Issue.record("nobody can know yet")
            return
        }
        #expect(try await shop.verify(evidence, approving: true).status == .paid)
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func aNetCancelWithoutAnAnswerIsGoneOnWith() async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        for disturbance in [Disturbance.timeoutAfterCommit, .timeoutBeforeCommit, .timeoutBeforeCommit] {
            shop.bench.line.disturb(disturbance)
        }
        guard case .unknown = try await shop.verify(evidence, approving: true).status else {
            Issue.record("the net-cancel may still come through")
            return
        }
        #expect(try await shop.verify(evidence, approving: true).status == .reversed)
        #expect(await shop.fake.books(of: shop.order.key).refunds == 1)
    }

    @Test func afterAnHourAPaymentThatIsStillThereIsPaid() async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        for disturbance in [Disturbance.timeoutAfterCommit, .timeoutBeforeCommit, .timeoutBeforeCommit] {
            shop.bench.line.disturb(disturbance)
        }
        try await shop.verify(evidence, approving: true)
        shop.bench.clock.advance(by: .seconds(3601))
        #expect(try await shop.verify(.inquiry).status == .paid)
        #expect(shop.bench.line.calls.filter { $0.path.hasSuffix("netcancel") }.count == 1)
    }

    @Test func withoutAConnectionNothingHappened() async throws {
        let shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        shop.bench.line.disturb(.unreachable)
        let error = await #expect(throws: ProviderError.self) {
            try await shop.bench.provider.verify(evidence, of: shop.payment, approval: shop.bench.operation())
        }
        #expect(error?.code == .temporary)
        #expect(shop.bench.line.calls.count == 1)
    }

    /// The result codes of `nicepay.md`, as answers to an approval.
    @Test(arguments: [
        ("2159", ProviderError.Code.temporary), ("4008", .temporary), ("4116", .temporary), ("A110", .temporary),
        ("A101", .configuration), ("A211", .configuration),
    ])
    func aRefusalThatIsNoDeclineIsAnError(code: String, expected: ProviderError.Code) async throws {
        let shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        shop.fake.refuseNext(code)
        let error = await #expect(throws: ProviderError.self) {
            try await shop.bench.provider.verify(evidence, of: shop.payment, approval: shop.bench.operation())
        }
        #expect(error?.code == expected)
        #expect(error?.providerCode == code)
    }

    @Test(arguments: ["3041", "3095", "3011", "A123", "2012", "9999"])
    func allOtherRefusalsAreDeclines(code: String) async throws {
        var shop = try await NicePayShop()
        shop.fake.refuseNext(code)
        #expect(try await shop.settle(.pays).status == .declined(code: code, message: "거절되었습니다."))
    }

    @Test func wrongKeysAreTheMerchantsBusiness() async throws {
        let shop = try await NicePayShop()
        var account = FakeNicePay.account()
        account = ProviderAccount(
            instance: account.instance,
            reference: account.reference,
            environment: .test,
            fields: ["clientKey": account.fields["clientKey"] ?? [], "secretKey": [Secret("another")]]
        )
        let bench = try ConformanceBench(NicePay.self, account: account) { _ in shop.fake }
        let error = await #expect(throws: ProviderError.self) {
            try await bench.provider.verify(.inquiry, of: shop.payment, approval: nil)
        }
        #expect(error?.code == .configuration)
    }

    @Test(arguments: [Lie.wrongAmount, .wrongCurrency])
    func anotherAmountIsReportedAsItIsTold(lie: Lie) async throws {
        var shop = try await NicePayShop()
        #expect(await shop.fake.tell(lie))
        let snapshot = try await shop.settle(.pays)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == (lie == .wrongAmount ? Money(12_001, .krw) : Money(12_000, .usd)))
    }

    @Test func anotherOrdersTransactionGoesBack() async throws {
        var shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        #expect(await shop.fake.tell(.otherOrder))
        let error = await #expect(throws: ProviderError.self) {
            try await shop.bench.provider.verify(evidence, of: shop.payment, approval: shop.bench.operation())
        }
        #expect(error?.code == .conflict)
        #expect(await shop.fake.tell(nil))
        #expect(try await shop.verify(evidence, approving: true).status == .reversed)
        #expect(await shop.fake.books(of: shop.order.key).cancelled == 12_000)
    }

    @Test func aStatusNobodyKnowsIsNotGuessed() async throws {
        var shop = try await NicePayShop()
        #expect(await shop.fake.tell(.unknownStatus))
        #expect(try await shop.settle(.pays).status == .unknown("onTheMoon"))
    }

    @Test func neitherLogsNorErrorsHoldACredential() async throws {
        let shop = try await NicePayShop()
        let evidence = try await shop.evidence(.pays)
        shop.fake.refuseNext("A211")
        let error = await #expect(throws: ProviderError.self) {
            try await shop.bench.provider.verify(evidence, of: shop.payment, approval: shop.bench.operation())
        }
        let text = shop.bench.log.text + String(reflecting: error)
        #expect(!text.contains("9eb85607103646da9f9c02b128f2e5ee"))
    }
}
