import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Money that must not stay goes back: once, and with patience.
struct GiveBackTests {
    @Test func aRefusedGiveBackIsFlaggedAndNotTriedAgain() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let key = try await toldNotPaid(visitor, fixture)
            try await visitor.fault("cancel", "refuse")
            try await pass(10, in: fixture)
            let payment = try await fixture.payment(key)
            #expect(payment.flags.contains(.giveBackFailed))
            #expect(payment.reserved.isZero)
            #expect(payment.state == .paid)
            #expect(try await fixture.cancellations(key).map(\.state) == [.refused])
            #expect(try await visitor.ledger(key).calls.cancel == 1)
            #expect(try await visitor.cafe24().status(key: key).isPaid == false)
        }
    }

    /// The mock remembers operations for a year, so the same one may be sent again.
    @Test(arguments: ["timeoutBeforeCommit", "timeoutAfterCommit", "serverError", "garbage", "hang"])
    func aGiveBackWithoutAnAnswerIsRepeatedUnderItsOperation(fault: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let key = try await toldNotPaid(visitor, fixture)
            try await visitor.fault("cancel", fault, count: 2)
            try await pass(6, in: fixture)
            let row = try await visitor.ledger(key)
            #expect(row.cancelled == 12_000)
            #expect(row.calls.cancel == 3)
            #expect(try await fixture.payment(key).state == .cancelled)
            #expect(try await fixture.cancellations(key).map(\.state) == [.done])
        }
    }

    @Test func aPendingGiveBackIsFoundDoneByInquiry() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let key = try await toldNotPaid(visitor, fixture)
            try await visitor.fault("cancel", "pending")
            try await pass(1, in: fixture)
            #expect(try await fixture.cancellations(key).map(\.state) == [.pending])
            #expect(try await fixture.payment(key).reserved.minorUnits == 12_000)
            try await pass(2, in: fixture)
            #expect(try await fixture.payment(key).state == .cancelled)
            #expect(try await visitor.ledger(key).calls.cancel == 1)
        }
    }

    @Test func whereThePGForgetsKeysAnUnknownGiveBackIsNeverSentTwice() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await toldNotPaidByScript(visitor, fixture, script)
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            try await pass(1, in: fixture)
            let operation = try #require(script.cancellations.first)
            #expect(try await fixture.payment(key).reserved.minorUnits == 12_000)
            #expect(try await fixture.payment(key).flags.contains(.giveBackFailed))

            for _ in 0..<30 { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            try await pass(4, in: fixture)
            #expect(try await fixture.payment(key).reserved.minorUnits == 12_000)
            #expect(try await fixture.cancellations(key).map(\.state) == [.unknown])
            #expect(script.cancellations == [operation])
        }
    }

    @Test func anUnknownGiveBackThatThePGListsAsDoneIsDone() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await toldNotPaidByScript(visitor, fixture, script)
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            try await pass(1, in: fixture)
            let operation = try #require(script.cancellations.first)
            let record = CancellationRecord(.operation(operation), amount: Money(12_000, .krw), state: .done)
            for _ in 0..<30 {
                script.onVerify { payment throws(ProviderError) in payment.paid(cancelling: [record]) }
            }
            try await pass(4, in: fixture)
            #expect(try await !fixture.payment(key).flags.contains(.giveBackFailed), "nobody need look at it any more")
            #expect(try await fixture.core.store.story(of: payment(key)).events.contains { $0.kind == .flagged })
            #expect(try await fixture.cancellations(key).first?.reason == nil, "why it was not done before is past")
            #expect(try await fixture.payment(key).state == .cancelled)
            #expect(script.cancellations == [operation])
        }
    }

    /// Such a PG tells only the total.
    @Test func anUnknownGiveBackThatThePGsTotalShowsIsDone() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await toldNotPaidByScript(visitor, fixture, script)
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            try await pass(1, in: fixture)
            let operation = try #require(script.cancellations.first)
            script.onVerify { payment throws(ProviderError) in
                PaymentSnapshot(.paid, paid: payment.amount, cancelled: payment.amount)
            }
            try await fixture.core.cancellation.perform(operation, of: try #require(PaymentKey(key)))
            #expect(try await fixture.payment(key).state == .cancelled)
            #expect(try await fixture.cancellations(key).map(\.state) == [.done])
            #expect(script.cancellations == [operation])
        }
    }

    /// Surely nothing happened, so sending it again is no second time.
    @Test func aGiveBackThatNeverReachedThePGIsSentAgain() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await toldNotPaidByScript(visitor, fixture, script)
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.temporary, "no connection") }
            try await pass(3, in: fixture)
            #expect(try await fixture.payment(key).state == .cancelled)
            #expect(script.cancellations.count == 2)
            #expect(Set(script.cancellations).count == 1)
        }
    }

    /// By hand, or in the PG's console.
    @Test func aRefusedGiveBackIsOverWhenTheMoneyWentBackInAnotherWay() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let key = try await toldNotPaid(visitor, fixture)
            try await visitor.fault("cancel", "refuse")
            try await pass(10, in: fixture)
            let desk = OperatorDesk(core: fixture.core)
            for (amount, isFlagged) in [("4000", true), ("8000", false)] {
                // The clock jumps, so that it may not be confirmed in the operator's time.
                _ = try await desk.refund(try await fixture.payment(key), amount: amount, to: nil)
                await fixture.core.undertakings.idle()
                #expect(try await fixture.payment(key).flags.contains(.giveBackFailed) == isFlagged)
            }
            #expect(try await fixture.payment(key).state == .cancelled)
        }
    }

    private func payment(_ key: String) throws -> PaymentKey { try #require(PaymentKey(key)) }

    /// A payment that Cafe24 was told is not paid, and that the reconciler has since found paid.
    private func toldNotPaid(_ visitor: Visitor, _ fixture: GatewayFixture) async throws -> String {
        let opened = try await visitor.cafe24().openCheckout(.sample())
        let key = try #require(opened.paymentKey)
        _ = try await visitor.choose("approve-silently", at: opened.paymentURL)
        try await visitor.fault("verify", "serverError", count: 1000)
        #expect(try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)&session=x").resultCode == "9999")
        try await visitor.mend("verify")
        for _ in 0..<500 where try await fixture.payment(key).paid.isZero { try await find(in: fixture) }
        return key
    }

    private func toldNotPaidByScript(
        _ visitor: Visitor,
        _ fixture: GatewayFixture,
        _ script: Script
    ) async throws -> String {
        let opened = try await visitor.cafe24().openCheckout(.scripted())
        let key = try #require(opened.paymentKey)
        let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)&door=cancel")
        #expect(back.resultCode == "9999")
        script.onVerify { payment throws(ProviderError) in payment.paid() }
        for _ in 0..<500 where try await fixture.payment(key).paid.isZero { try await find(in: fixture) }
        return key
    }

    /// One look; cancellations that it leads to are left for the next turn.
    private func find(in fixture: GatewayFixture) async throws {
        try await fixture.core.clock.sleep(for: .seconds(120))
        for payment in try await fixture.core.store.dueLooks(at: fixture.core.clock.now(), limit: 10) {
            _ = try await fixture.core.settlement.lookAgain(at: payment, by: "test")
        }
    }

    private func pass(_ turns: Int, in fixture: GatewayFixture) async throws {
        for _ in 0..<turns {
            await fixture.core.reconciler.reconcile()
            try await fixture.core.clock.sleep(for: .seconds(400))
        }
    }
}
