import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Ledger, rules 8 and 11 together: a repeat of an order whose buyer was told "not paid" while nobody knew.
@Suite(.timeLimit(.minutes(1)))
struct DoubtfulRepeatTests {
    @Test(arguments: [
        PaymentSnapshot.Status.declined(code: "51", message: "no"), .expired, .reversed, .absent, .open, .abandoned,
    ])
    func whereThePGKnowsThatItIsOverTheOrderGetsAnotherAttempt(status: PaymentSnapshot.Status) async throws {
        try await toldNotPaid { visitor, fixture, first in
            let script = try await fixture.script()
            script.onVerify { _ throws(ProviderError) in .unpaid(status) }
            let second = try await visitor.cafe24().openCheckout(.scripted())
            #expect(second.resultCode == "0000")
            #expect(second.paymentKey != first.paymentKey)
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(try #require(second.paymentKey))")
            #expect(back.resultCode == "0000")
        }
    }

    @Test func whereItTurnsOutPaidItsMoneyGoesBackAndTheOrderGetsAnotherAttempt() async throws {
        try await toldNotPaid { visitor, fixture, first in
            let script = try await fixture.script()
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let second = try await visitor.cafe24().openCheckout(.scripted())
            #expect(second.paymentKey != first.paymentKey)
            await fixture.core.reconciler.reconcile()
            #expect(try await fixture.payment(first.paymentKey).state == .cancelled)
            #expect(script.cancellations.count == 1)
        }
    }

    /// A second attempt beside one that may be paid could be a second payment.
    @Test func whereNobodyKnowsTheRuleStands() async throws {
        try await toldNotPaid { visitor, fixture, first in
            let script = try await fixture.script()
            for _ in 0..<3 {
                script.onVerify { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            }
            for _ in 0..<2 {
                #expect(try await visitor.cafe24().openCheckout(.scripted()).paymentURL == first.paymentURL)
            }
            #expect(script.approvals == [nil, nil], "asked once for each, and nothing approved")
        }
    }

    @Test func ofManyAtOnceThePGIsAskedOnce() async throws {
        // On the machine's clock, with more patience than any of them needs, however busy the machine is.
        try await toldNotPaid(patience: 60) { visitor, fixture, first in
            let script = try await fixture.script()
            let gate = Gate()
            script.onVerify { _ throws(ProviderError) in
                await gate.pass()
                return .unpaid(.expired)
            }
            let urls = try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { try await visitor.cafe24().openCheckout(.scripted()).paymentURL }
                }
                await gate.arrival()
                gate.open()
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(urls.count == 1)
            #expect(!urls.contains(first.paymentURL))
            #expect(script.approvals.count == 1)
        }
    }

    @Test func anAccountIsNotAskedMoreOftenThanItBears() async throws {
        try await toldNotPaid { visitor, fixture, first in
            let script = try await fixture.script()
            for _ in 0..<9 { script.onVerify { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") } }
            for _ in 0..<9 {
                #expect(try await visitor.cafe24().openCheckout(.scripted()).paymentURL == first.paymentURL)
            }
            #expect(script.approvals.count == 3)
        }
    }

    @Test func aPGThatHangsIsWaitedForHalfOfCafe24sPatience() async throws {
        let clock = ManualClock(.waits)
        try await toldNotPaid(clock) { visitor, fixture, first in
            let gate = Gate()
            try await fixture.script().onVerify { _ throws(ProviderError) in
                await gate.pass()
                return .unpaid(.expired)
            }
            async let answer = visitor.cafe24().openCheckout(.scripted())
            await gate.arrival()
            await clock.hasSleepers()
            clock.advance(by: .seconds(5))
            #expect(try await answer.paymentURL == first.paymentURL)
            gate.open()
            await fixture.core.undertakings.idle()
            #expect(try await visitor.cafe24().openCheckout(.scripted()).paymentURL != first.paymentURL)
        }
    }

    private func toldNotPaid(
        _ clock: any ProviderClock = SystemClock(),
        patience: Int = 8,
        _ body: @Sendable (Visitor, GatewayFixture, SandboxClient.CheckoutAnswer) async throws -> Void
    ) async throws {
        let fixture = try GatewayFixture(clock: clock) { $0.cafe24 = #""patience": \#(patience)"# }
        try await fixture.serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.scripted())
            let key = try #require(first.paymentKey.flatMap { PaymentKey($0) })
            try await fixture.core.store.change(key) { [now = clock.now()] record in
                let claim = try record.approve(at: now)
                _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: now)
                #expect(record.giveVerdict(at: now).verdict == .notPaid)
            }
            try await body(visitor, fixture, first)
        }
    }
}
