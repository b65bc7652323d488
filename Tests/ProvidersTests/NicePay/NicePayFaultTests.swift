import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayFaultTests {
    @Test(arguments: [Disturbance.timeoutAfterCommit, .truncated, .misencoded])
    func anApprovalWithoutAnAnswerIsUndone(disturbance: Disturbance) async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.bench.line.disturb(disturbance, passing: 1)
        #expect(try await visit.verify(evidence, approving: true).status == .reversed)
        let books = await visit.books()
        #expect(books == FakeBooks(paid: 12_000, cancelled: 12_000, charges: 1, refunds: 1))
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .serverErrors])
    func anApprovalThatNeverArrivedIsUnknownAndThenBegunAgain(disturbance: Disturbance) async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.bench.line.disturb(disturbance, passing: 1)
        guard case .unknown = try await visit.verify(evidence, approving: true).status else {
            Issue.record("nobody can know yet")
            return
        }
        #expect(try await visit.verify(evidence, approving: true).status == .paid)
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func aNetCancelWithoutAnAnswerIsGoneOnWith() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        for disturbance in [Disturbance.timeoutAfterCommit, .timeoutBeforeCommit, .timeoutBeforeCommit] {
            visit.bench.line.disturb(disturbance, passing: disturbance == .timeoutAfterCommit ? 1 : 0)
        }
        guard case .unknown = try await visit.verify(evidence, approving: true).status else {
            Issue.record("the net-cancel may still come through")
            return
        }
        #expect(try await visit.verify(evidence, approving: true).status == .reversed)
        #expect(await visit.books().refunds == 1)
    }

    @Test func afterAnHourAPaymentThatIsStillThereIsPaid() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        for disturbance in [Disturbance.timeoutAfterCommit, .timeoutBeforeCommit, .timeoutBeforeCommit] {
            visit.bench.line.disturb(disturbance, passing: disturbance == .timeoutAfterCommit ? 1 : 0)
        }
        try await visit.verify(evidence, approving: true)
        visit.bench.clock.advance(by: .seconds(3601))
        #expect(try await visit.verify(.inquiry).status == .paid)
        #expect(visit.bench.line.calls.filter { $0.path.hasSuffix("netcancel") }.count == 1)
    }

    @Test func withoutAConnectionNothingHappened() async throws {
        let visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.bench.line.disturb(.unreachable)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .temporary)
        #expect(visit.bench.line.calls.count == 1)
    }

    /// The result codes of `nicepay.md`, as answers to an approval.
    @Test(arguments: [
        ("2159", ProviderError.Code.temporary), ("4008", .temporary), ("4116", .temporary), ("A110", .temporary),
        ("A101", .configuration), ("A211", .configuration),
    ])
    func aRefusalThatIsNoDeclineIsAnError(code: String, expected: ProviderError.Code) async throws {
        let visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.fake.refuseNext(code)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == expected)
        #expect(error?.providerCode == code)
    }

    @Test(arguments: ["3041", "3095", "3011", "A123", "2012", "9999"])
    func allOtherRefusalsAreDeclines(code: String) async throws {
        var visit = try await NicePayVisit()
        visit.fake.refuseNext(code)
        #expect(try await visit.settle(.pays).status == .declined(code: code, message: "거절되었습니다."))
    }

    /// The transaction tells what a code means that the manual does not list.
    @Test func anUnlistedCodeOfAnApprovalThatWentThroughIsPaid() async throws {
        var visit = try await NicePayVisit()
        visit.fake.misleadNext("9999")
        #expect(try await visit.settle(.pays).status == .paid)
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func anUnlistedCodeThatCannotBeLookedUpIsUnknown() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.fake.misleadNext("9999")
        visit.bench.line.disturb(.unreachable, passing: 2)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.bench.provider.verify(evidence, of: frozen.payment, approval: frozen.bench.operation())
        }
        #expect(error?.code == .unknown)
        visit.bench.line.calm()
        #expect(try await visit.verify(evidence, approving: true).status == .paid)
    }

    @Test func wrongKeysAreTheMerchantsBusiness() async throws {
        let visit = try await NicePayVisit()
        var account = FakeNicePay.account()
        account = ProviderAccount(
            instance: account.instance,
            reference: account.reference,
            environment: .test,
            fields: ["clientKey": account.fields["clientKey"] ?? [], "secretKey": [Secret("another")]]
        )
        let bench = try ConformanceBench(NicePay.self, account: account) { _ in visit.fake }
        let error = await #expect(throws: ProviderError.self) {
            try await bench.provider.verify(.inquiry, of: visit.payment, approval: nil)
        }
        #expect(error?.code == .configuration)
    }

    @Test(arguments: [Lie.wrongAmount, .wrongCurrency])
    func anotherAmountIsReportedAsItIsTold(lie: Lie) async throws {
        var visit = try await NicePayVisit()
        #expect(await visit.fake.tell(lie))
        let snapshot = try await visit.settle(.pays)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == (lie == .wrongAmount ? Money(12_001, .krw) : Money(12_000, .usd)))
    }

    @Test func anotherOrdersTransactionGoesBack() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.fake.tell(.otherOrder))
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .conflict)
        #expect(await visit.fake.tell(nil))
        #expect(try await visit.verify(evidence, approving: true).status == .reversed)
        #expect(await visit.books().cancelled == 12_000)
    }

    @Test func aStatusNobodyKnowsIsNotGuessed() async throws {
        var visit = try await NicePayVisit()
        #expect(await visit.fake.tell(.unknownStatus))
        #expect(try await visit.settle(.pays).status == .unknown("onTheMoon"))
    }

    @Test func neitherLogsNorErrorsHoldACredential() async throws {
        let visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.fake.refuseNext("A211")
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        let text = visit.bench.log.text + String(reflecting: error)
        #expect(!text.contains("9eb85607103646da9f9c02b128f2e5ee"))
    }
}
