import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Ledger, rule 7: a PG is asked about cancellations no more often than its account bears, whoever waits.
@Suite(.timeLimit(.minutes(1)))
struct CancellationBudgetTests {
    /// The scripted PG bears three inquiries a minute, and what has no answer is never sent to it again.
    @Test(arguments: [true, false])
    func whereTheMinutesInquiriesAreUsedUpNobodyIsAsked(isPending: Bool) async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            script.leavesOpen(isPending)
            let asked = script.approvals.count
            let payment = try await fixture.payment(purchase.key)
            #expect((0..<4).map { _ in fixture.core.settlement.takesBudget(payment) } == [true, true, true, false])

            expectRefusal(try await visitor.cafe24().cancel(purchase.part("4000")), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            await fixture.core.reconciler.reconcile()
            #expect(script.approvals.count == asked, "the answer is what was known")
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [isPending ? .pending : .unknown])

            clock.advance(by: .seconds(60))
            let operation = try #require(script.cancellations.first)
            let record = CancellationRecord(.operation(operation), amount: Money(4000, .krw), state: .done)
            script.onVerify { payment throws(ProviderError) in payment.paid(cancelling: [record]) }
            #expect(try await accepted(purchase, visitor, fixture))
            #expect(script.cancellations.count == 1)
        }
    }

    /// The clock jumps, so that Cafe24's patience may be over before the PG has answered; then it repeats.
    private func accepted(_ purchase: Purchase, _ visitor: Visitor, _ fixture: GatewayFixture) async throws -> Bool {
        for _ in 0..<20 {
            if try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted { return true }
            await fixture.core.undertakings.idle()
        }
        return false
    }

    /// It leaves the line of what is due, and another payment's refund goes out meanwhile.
    @Test func whatCannotBeAskedAboutIsPutOffAndNotCountedAsAsked() async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let first = try await visitor.scriptedPurchase(script)
            let second = try await visitor.scriptedPurchase(script, .scripted(order: "20261122-0000002"))
            script.leavesOpen(false)
            _ = try await reserve(first, fixture)
            await fixture.core.reconciler.reconcile()
            clock.advance(by: .seconds(11))
            let payment = try await fixture.payment(first.key)
            while fixture.core.settlement.takesBudget(payment) {}
            let asked = script.approvals.count
            let other = try await reserve(second, fixture)
            await fixture.core.reconciler.reconcile()
            #expect(script.approvals.count == asked)
            #expect(script.cancellations.last == other)
            let entry = try #require(try await fixture.cancellations(first.key).first)
            #expect(entry.state == .unknown)
            #expect(entry.attempts == 1)
            #expect(try #require(entry.nextAttempt) > clock.now())
        }
    }

    private func reserve(_ purchase: Purchase, _ fixture: GatewayFixture) async throws -> OperationID {
        let request = CancellationRequest(amount: Money(4000, .krw), amountText: "4000")
        let key = try #require(PaymentKey(purchase.key))
        let decision = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
        guard case .operation(let operation) = decision else { throw Unexpected() }
        return operation
    }
}

extension Script {
    /// The cancellation that comes is not answered, or only accepted; and no inquiry tells of it.
    fileprivate func leavesOpen(_ isPending: Bool) {
        onCancel { _ throws(ProviderError) in
            guard isPending else { throw ProviderError(.unknown, "no answer") }
            return .pending(reference: nil)
        }
    }
}
