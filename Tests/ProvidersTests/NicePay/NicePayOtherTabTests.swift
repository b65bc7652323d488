import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// A buyer authenticates in two tabs, so that one payment has returns of two transactions.
struct NicePayOtherTabTests {
    private struct Tab {
        let evidence: Evidence
        let tid: String
    }

    private func tab(_ visit: NicePayVisit) async throws -> Tab {
        let evidence = try await visit.evidence(.pays)
        guard case .returned(let message, _) = evidence else { throw ProviderError(.rejectedMessage, "no return") }
        return Tab(evidence: evidence, tid: try #require(message.form()["tid"]))
    }

    private func approved(_ visit: NicePayVisit) -> [String] {
        let posts = visit.bench.line.calls.filter { $0.request.method == .post && !$0.path.hasSuffix("netcancel") }
        return posts.compactMap { $0.path.split(separator: "/").last.map(String.init) }
    }

    /// Whether the gateway has heard of the first one's end, or died before.
    @Test(arguments: [true, false])
    func besideABegunApprovalNoOtherTransactionIsApproved(isRemembered: Bool) async throws {
        var visit = try await NicePayVisit()
        let (first, second) = (try await tab(visit), try await tab(visit))
        #expect(first.tid != second.tid)
        visit.bench.line.disturb(.timeoutBeforeCommit, passing: 1)
        var told = visit
        #expect(try await told.verify(first.evidence, approving: true).status.isUnknown)
        if isRemembered { visit = told }
        let snapshot = try await visit.verify(second.evidence, approving: true)
        #expect(snapshot.status == .paid)
        #expect(snapshot.transactionID == first.tid)
        #expect(approved(visit) == [first.tid, first.tid])
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func whatTheFirstOneTookIsFoundByTheReturnOfTheSecond() async throws {
        var visit = try await NicePayVisit()
        let (first, second) = (try await tab(visit), try await tab(visit))
        var lost = visit
        #expect(try await lost.verify(first.evidence, approving: true).status == .paid)
        let snapshot = try await visit.verify(second.evidence, approving: true)
        #expect(snapshot.status == .paid)
        #expect(snapshot.transactionID == first.tid)
        #expect(approved(visit) == [first.tid])
    }

    @Test func aNetCancelWithoutAnAnswerEndsBeforeAnythingIsApproved() async throws {
        var visit = try await NicePayVisit()
        let (first, second) = (try await tab(visit), try await tab(visit))
        for passing in [1, 0] { visit.bench.line.disturb(.timeoutBeforeCommit, passing: passing) }
        #expect(try await visit.verify(first.evidence, approving: true).status.isUnknown)
        #expect(try await visit.verify(second.evidence, approving: true).status.isUnknown)
        #expect(approved(visit) == [first.tid])
        #expect(try await visit.verify(second.evidence, approving: true).transactionID == first.tid)
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    /// Nothing was taken, and NICEPAY has said so.
    @Test(arguments: ["2159", "A101"])
    func anApprovalThatSurelyTookNothingStandsInNobodysWay(code: String) async throws {
        var visit = try await NicePayVisit()
        let (first, second) = (try await tab(visit), try await tab(visit))
        visit.fake.refuseNext(code)
        let frozen = visit
        await #expect(throws: ProviderError.self) {
            try await frozen.bench.provider.verify(first.evidence, of: frozen.payment, approval: frozen.approval)
        }
        #expect(try await visit.verify(second.evidence, approving: true).transactionID == second.tid)
    }

    @Test func whatNicepayApprovedBeforeAndCannotBeLookedUpIsUnknown() async throws {
        let visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.fake.refuseNext("2201")
        visit.bench.line.disturb(.unreachable, passing: 2)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.verify(evidence, of: visit.payment, approval: visit.bench.operation())
        }
        #expect(error?.code == .unknown)
    }
}
