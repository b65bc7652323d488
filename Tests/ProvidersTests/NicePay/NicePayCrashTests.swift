import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// The process died between a call to NICEPAY and writing down what came of it: the gateway has the evidence alone.
struct NicePayCrashTests {
    private func posts(_ visit: NicePayVisit) -> [String] {
        visit.bench.line.calls.filter { $0.request.method == .post }.map(\.path)
    }

    @Test func anApprovalThatWasBegunIsAskedAboutBeforeItIsRepeated() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        var lost = visit
        #expect(try await lost.verify(evidence, approving: true).status == .paid)
        #expect(try await visit.verify(evidence, approving: true).status == .paid)
        #expect(posts(visit).count == 1)
        #expect(await visit.books() == FakeBooks(paid: 12_000, charges: 1))
    }

    @Test func anApprovalThatNeverArrivedIsBegunAgain() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        var lost = visit
        visit.bench.line.disturb(.unreachable, passing: 1)
        _ = try? await lost.verify(evidence, approving: true)
        #expect(try await visit.verify(evidence, approving: true).status == .paid)
    }

    @Test func aNetCancelThatWasBegunIsGoneOnWith() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        for disturbance in [Disturbance.timeoutAfterCommit, .timeoutBeforeCommit, .timeoutBeforeCommit] {
            visit.bench.line.disturb(disturbance, passing: disturbance == .timeoutAfterCommit ? 1 : 0)
        }
        var lost = visit
        _ = try await lost.verify(evidence, approving: true)
        #expect(try await visit.verify(.inquiry).status == .reversed)
        #expect(await visit.books().cancelled == 12_000)
    }

    /// Otherwise a late look would take it for paid and given back, and tell the shop so.
    @Test(arguments: [true, false])
    func whatANetCancelUndidStaysUndone(isRemembered: Bool) async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        visit.bench.line.disturb(.timeoutAfterCommit, passing: 1)
        var told = visit
        #expect(try await told.verify(evidence, approving: true).status == .reversed)
        if isRemembered { visit = told }
        for late in [Evidence.inquiry, evidence] {
            let snapshot = try await visit.verify(late)
            #expect(snapshot.status == .reversed)
            #expect(snapshot.paid.isZero)
        }
    }

    /// No net-cancel of an earlier try may undo what a later one took.
    @Test func aNetCancelWithoutAnAnswerEndsBeforeTheNextApproval() async throws {
        var visit = try await NicePayVisit()
        let evidence = try await visit.evidence(.pays)
        for passing in [1, 0] { visit.bench.line.disturb(.timeoutBeforeCommit, passing: passing) }
        guard case .unknown = try await visit.verify(evidence, approving: true).status else {
            Issue.record("nobody can know yet")
            return
        }
        #expect(try await visit.verify(evidence, approving: true).status == .paid)
        let tid = try #require(visit.payment.references.last)
        let (approval, netCancel) = ("/v1/payments/\(tid)", "/v1/payments/netcancel")
        #expect(posts(visit) == [approval, netCancel, netCancel, approval])
    }
}
