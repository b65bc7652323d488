import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct KakaoCancelTests {
    @Test func partsAndTheRestAreGivenBack() async throws {
        var visit = try await KakaoVisit.paid(Money(10_007, .krw), taxFree: Money(2_003, .krw))
        let operations = (0..<3).map { _ in visit.bench.operation() }
        #expect(try await visit.refund(3_333, of: 10_007, operation: operations[0]).shortWord == "done")
        #expect(try await visit.refund(6_675, of: 6_674).shortWord == "refused EXCEEDS_AVAILABLE")
        #expect(try await visit.refund(5_000, of: 6_674, operation: operations[1]).shortWord == "done")
        #expect(try await visit.refund(1_674, of: 1_674, operation: operations[2]).shortWord == "done")
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == Money(10_007, .krw))
        #expect(snapshot.cancellations.map(\.origin) == operations.map { .operation($0) })
        #expect(await visit.books().refunds == 3)
    }

    @Test func theSameOperationGivesBackOnce() async throws {
        let visit = try await KakaoVisit.paid()
        let operation = visit.bench.operation()
        for _ in 1...3 { #expect(try await visit.refund(5_000, of: 11_000, operation: operation).shortWord == "done") }
        #expect(visit.count("cancel") == 1)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.refund(4_000, of: 6_000, operation: operation)
        }
        #expect(error?.code == .conflict)
        #expect(await visit.books().refunds == 1)
    }

    /// The refund itself is lost on the way, not the inquiry before it.
    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .serverErrors, .truncated])
    func aLostRefundIsFoundByItsOperation(disturbance: Disturbance) async throws {
        let visit = try await KakaoVisit.paid()
        let operation = visit.bench.operation()
        visit.bench.line.disturb(disturbance, passing: 1)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.refund(5_000, of: 11_000, operation: operation)
        }
        #expect(error?.code == .unknown)
        visit.bench.line.calm()
        #expect(try await visit.refund(5_000, of: 11_000, operation: operation).shortWord == "done")
        #expect(await visit.books() == FakeBooks(paid: 11_000, cancelled: 5_000, charges: 1, refunds: 1))
    }

    @Test func aRemainderThatIsNotThereStopsTheRefund() async throws {
        var visit = try await KakaoVisit.paid()
        visit.fake.cancelInConsole(1_100, of: visit.order.key)
        #expect(try await visit.refund(1_100, of: 11_000).shortWord == "refused -781")
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.cancelled == Money(1_100, .krw))
        guard case .provider? = snapshot.cancellations.first?.origin else {
            Issue.record("taken for ours")
            return
        }
        #expect(try await visit.refund(1_100, of: 9_900).shortWord == "done")
    }

    @Test(
        arguments: [
            (400, -781, "6666", "refused 6666"), (400, -781, nil, "refused -781"), (401, -401, nil, "configuration"),
            (500, -1, nil, "unknown"), (429, -10, nil, "temporary"), (404, -77, nil, "refused -77"),
        ] as [(Int, Int, String?, String)]
    )
    func eachRefusalHasItsMeaning(status: Int, code: Int, result: String?, word: String) async throws {
        let visit = try await KakaoVisit.paid()
        visit.fake.fail("cancel", status: status, code: code, result: result)
        do {
            #expect(try await visit.refund(5_000, of: 11_000).shortWord == word)
        } catch let error as ProviderError {
            #expect(error.code.rawValue == word)
        }
        #expect(await visit.books().refunds == 0)
    }

    @Test func aRefusalInsideOfASuccessIsARefusal() async throws {
        let visit = try await KakaoVisit.paid()
        _ = await visit.fake.tell(.errorInside)
        #expect(try await visit.refund(5_000, of: 11_000).shortWord == "refused CANCEL_FAILED")
    }

    @Test(arguments: [BuyerDeed.pays, .declines, .leaves, .vanishes])
    func whatNobodyApprovedIsClosed(deed: BuyerDeed) async throws {
        let visit = try await KakaoVisit()
        _ = try await visit.fake.buyer(deed, at: visit.session, of: visit.order)
        #expect(try await visit.void().shortWord == "done")
        #expect(visit.count("cancel") == 0)
        #expect(try await visit.refund(11_000, of: 11_000).shortWord.hasPrefix("refused "))
    }

    @Test func aVoidThatCameTooLateTellsWhatWasPaid() async throws {
        let visit = try await KakaoVisit.paid()
        #expect(try await visit.void().shortWord == "alreadyPaid")
        #expect(await visit.books().refunds == 0)
    }

    @Test func aStatusThatNobodyKnowsStopsTheRefund() async throws {
        let visit = try await KakaoVisit.paid()
        _ = await visit.fake.tell(.unknownStatus)
        let error = await #expect(throws: ProviderError.self) { try await visit.refund(5_000, of: 11_000) }
        #expect(error?.code == .unknown)
        #expect(visit.count("cancel") == 0)
    }

    @Test func whatWasNeverOpenedHasNothingToGiveBack() async throws {
        var visit = try await KakaoVisit()
        visit.payment.state = nil
        #expect(try await visit.void().shortWord == "done")
        #expect(try await visit.refund(11_000, of: 11_000).shortWord == "refused NOT_OPENED")
    }
}
