import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A14, when the PG does not answer as it should: nothing goes back twice, and Cafe24 hears what is known.
@Suite(.timeLimit(.minutes(1)))
struct CancellationDoubtTests {
    @Test(arguments: ["timeoutAfterCommit", "timeoutBeforeCommit", "serverError", "garbage", "pending"])
    func withinCafe24sPatienceAnAnswerIsFound(fault: String) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", fault, delay: 1)
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.done])
        }
    }

    /// The mock cancelled, nobody heard it: the repeat finds the very same cancellation.
    @Test(arguments: ["12000", "5000"])
    func aCancellationWithoutAnAnswerIsTheSameWhenItIsRepeated(amount: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutAfterCommit", count: 1000, delay: 1)
            let first = try await visitor.cafe24().cancel(purchase.part(amount))
            expectRefusal(first, naming: "not confirmed")
            await fixture.core.undertakings.idle()
            #expect(try await fixture.payment(purchase.key).reserved.minorUnits == Int64(amount))
            try await visitor.mend("cancel")
            var isAccepted = false
            for _ in 0..<20 where !isAccepted {
                isAccepted = try await visitor.cafe24().cancel(purchase.part(amount)).isAccepted
                await fixture.core.undertakings.idle()
            }
            #expect(isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == Int(amount))
            #expect(try await fixture.cancellations(purchase.key).count == 1)
        }
    }

    /// The scripted PG knows no idempotency keys, so it is asked and never told again.
    @Test func whatIsUnknownStaysReservedAndIsNeverSentTwice() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            for _ in 0..<3 {
                script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            }
            for _ in 0..<1000 { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            for _ in 0..<2 {
                expectRefusal(try await visitor.cafe24().cancel(purchase.part("7000")), naming: "not confirmed")
                await fixture.core.undertakings.idle()
            }
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("5001")), naming: "5000")
            #expect(script.cancellations.count == 1)
            #expect(try await fixture.payment(purchase.key).reserved.minorUnits == 7000)
        }
    }

    @Test func aShutdownTakesNoPatienceFromACancellationThatWasRead() async throws {
        let clock = ManualClock(.waits)
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            let gate = Gate()
            script.onCancel { _ throws(ProviderError) in
                await gate.pass()
                return .done(reference: "r1")
            }
            async let answer = visitor.cafe24().cancel(purchase.whole)
            await gate.arrival()
            await clock.hasSleepers()
            fixture.core.undertakings.close()
            clock.advance(by: .seconds(1))
            await clock.hasSleepers()
            gate.open()
            #expect(try await answer.isAccepted)
            #expect(try await fixture.cancellations(purchase.key).first?.told != nil)
        }
    }

    @Test func whenPatienceEndsTheTruthIsToldAndTheRepeatIsTheSame() async throws {
        let clock = ManualClock(.waits)
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            let gate = Gate()
            script.onCancel { _ throws(ProviderError) in
                await gate.pass()
                return .done(reference: "r1")
            }
            async let answer = visitor.cafe24().cancel(purchase.whole)
            await gate.arrival()
            await clock.hasSleepers()
            clock.advance(by: .seconds(25))
            expectRefusal(try await answer, naming: "not confirmed")
            #expect(try await fixture.cancellations(purchase.key).map(\.told) == [nil])
            gate.open()
            await fixture.core.undertakings.idle()
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            #expect(script.cancellations.count == 1)
            #expect(try await fixture.cancellations(purchase.key).first?.told != nil)
        }
    }

    @Test func whatThePGRefusesIsRefusedInItsWordsAndMayBeAskedAgain() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "refuse")
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "The PG refused.")
            #expect(try await fixture.payment(purchase.key).reserved.isZero)
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
        }
    }

    @Test func aRefusalTakesTheConfiguredStatus() async throws {
        let fixture = try GatewayFixture(clock: SystemClock()) { $0.cafe24 = #""refusalStatus": 200"# }
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("12001")), status: 200)
        }
    }
}
