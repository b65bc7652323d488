import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// A buyer who leaves Stripe's page; the gateway never approves on such a return.
struct StripeLeavingTests {
    @Test(arguments: [false, true])
    func leavingClosesThePage(isToldByReturn: Bool) async throws {
        var visit = try await StripeVisit { $0.isToldByReturn = isToldByReturn }
        #expect(try await visit.verify(try await visit.evidence(.leaves)).status == .abandoned)
        let frozen = visit
        await #expect(throws: (any Error).self) { _ = try await frozen.evidence(.pays) }
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test func onlyTheDoorOfLeavingClosesThePage() async throws {
        var visit = try await StripeVisit()
        guard case .returned(let message, via: .cancel) = try await visit.evidence(.leaves) else {
            Issue.record("the buyer left by another door")
            return
        }
        for evidence in [Evidence.returned(message, via: .success), .notified(message), .inquiry] {
            #expect(try await visit.verify(evidence).status == .open)
        }
        #expect(try await visit.settle(.pays).status == .paid)
    }

    @Test func whatIsPaidStaysPaidByWhateverDoor() async throws {
        var visit = try await StripeVisit()
        let left = try await visit.evidence(.leaves)
        _ = try await visit.evidence(.pays)
        #expect(try await visit.verify(left).status == .paid)
        #expect(await visit.books() == FakeBooks(paid: 3000, charges: 1))
    }

    @Test func aDepositThatIsAwaitedStaysSo() async throws {
        var visit = try await StripeVisit()
        let left = try await visit.evidence(.leaves)
        try await visit.settle(.choosesDeposit)
        #expect(try await visit.verify(left).status == .pending(.deposit))
        try await visit.fake.deposit(of: visit.order.key)
        #expect(try await visit.verify(.inquiry).status == .paid)
    }

    @Test func leavingLetsGoWhatWasSetAside() async throws {
        var visit = try await StripeVisit { $0.isToldByReturn = true }
        let left = try await visit.evidence(.leaves)
        let paid = try await visit.evidence(.pays)
        #expect(try await visit.verify(left).status == .abandoned)
        #expect(try await visit.verify(paid, approving: true).status == .expired)
        #expect(await visit.books() == FakeBooks())
    }

    /// Stripe closes only pages that are open, and captures only what is still set aside.
    @Test(arguments: [(false, PaymentSnapshot.Status.paid, 3000), (true, .abandoned, 0)])
    func aBuyerWhoPaysMeanwhileIsFoundOut(
        isToldByReturn: Bool,
        status: PaymentSnapshot.Status,
        taken: Int64
    ) async throws {
        let visit = try await StripeVisit { $0.isToldByReturn = isToldByReturn }
        let left = try await visit.evidence(.leaves)
        let provider = try provider(of: visit) { _ = try? await visit.evidence(.pays) }
        #expect(try await provider.verify(left, of: visit.payment, approval: nil).status == status)
        #expect(await visit.books().paid == taken)
        #expect(try await provider.verify(.inquiry, of: visit.payment, approval: nil).status != .pending(.capture))
    }

    @Test(arguments: [(false, "alreadyPaid"), (true, "done")])
    func aVoidFindsOutWhoPaysMeanwhile(isToldByReturn: Bool, outcome: String) async throws {
        let visit = try await StripeVisit { $0.isToldByReturn = isToldByReturn }
        let provider = try provider(of: visit) { _ = try? await visit.evidence(.pays) }
        let zero = Money.zero(.jpy)
        let void = Cancellation(
            .void,
            operation: visit.bench.operation(),
            remainingBefore: zero,
            remainingAfter: zero,
            reason: "left"
        )
        #expect(try await provider.cancel(void, of: visit.payment).shortWord == outcome)
        #expect(try await provider.verify(.inquiry, of: visit.payment, approval: nil).status != .pending(.capture))
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .serverErrors, .truncated, .unreachable])
    func aPageThatCouldNotBeClosedIsClosedByTheNextTry(disturbance: Disturbance) async throws {
        var visit = try await StripeVisit()
        let left = try await visit.evidence(.leaves)
        visit.bench.line.disturb(disturbance, passing: 1)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.bench.provider.verify(left, of: frozen.payment, approval: nil)
        }
        #expect(error?.code == .temporary)
        visit.bench.line.calm()
        #expect([.abandoned, .expired].contains(try await visit.verify(left).status))
        await #expect(throws: (any Error).self) { _ = try await frozen.evidence(.pays) }
    }

    /// Stripe repeats a server error for as long as it knows a key.
    @Test func aClosingThatBrokeDownAtStripeIsNotRepeatedForADay() async throws {
        let visit = try await StripeVisit()
        let operation = visit.bench.operation()
        visit.fake.failNext(500, type: "api_error")
        await #expect(throws: ProviderError.self) { _ = try await visit.void(operation: operation) }
        #expect(try await visit.void(operation: operation).isDone)
    }

    private func provider(of visit: StripeVisit, meanwhile: @escaping @Sendable () async -> Void) throws -> Stripe {
        let line = Interlude(visit.bench.line, act: meanwhile)
        return try Stripe(account: visit.bench.account, services: visit.bench.services(line))
    }
}
