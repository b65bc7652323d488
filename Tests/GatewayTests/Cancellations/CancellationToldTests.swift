import Cafe24Sandbox
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// Rule 9: an answer is told when it was written to a connection still open, and not before.
@Suite(.timeLimit(.minutes(1)))
struct CancellationToldTests {
    /// A connection that breaks at a chosen step.
    private struct Connection: ResponseBodyWriter {
        enum Step: CaseIterable { case write, finish, never }
        struct Closed: Error {}

        let breaks: Step

        mutating func write(_ buffer: ByteBuffer) async throws {
            if breaks == .write { throw Closed() }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
            if breaks == .finish { throw Closed() }
        }
    }

    @Test func whatWasNotWrittenIsNotMarked() async throws {
        for step in Connection.Step.allCases {
            let marks = LogRecorder()
            let logger = marks.makeLogger()
            let answer = Answer.result(.success, "success") { logger.info("told") }
            try? await answer.body.write(Connection(breaks: step))
            #expect(marks.text.contains("told") == (step == .never))
        }
    }

    @Test func aPartThatWasDoneAndNotToldIsTheSameWhenItIsRepeated() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let key = try #require(PaymentKey(purchase.key))
            let request = CancellationRequest(amount: Money(4000, .krw), amountText: "4000")
            let decision = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
            guard case .operation(let operation) = decision else { throw Unexpected() }
            try await fixture.core.cancellation.perform(operation, of: key)
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.done])

            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 4000)
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 8000)
        }
    }

    /// What is written after `patience` was given up by then: the same request again is the same cancellation.
    @Test func anAnswerThatCameTooLateIsNotMarked() async throws {
        let clock = LateClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            script.onCancel { _ throws(ProviderError) in
                await clock.base.hasSleepers()
                clock.lateness.withLock { $0 = .seconds(25) }
                return .done(reference: "r1")
            }
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(try await fixture.cancellations(purchase.key).map(\.told) == [nil])
            await fixture.core.undertakings.idle()
            #expect(try await fixture.payment(purchase.key).flags == [.refundNotTold])
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(script.cancellations.count == 1)
            #expect(try await fixture.cancellations(purchase.key).first?.told != nil)
            #expect(try await fixture.payment(purchase.key).flags.isEmpty)
        }
    }

    /// Nothing makes Cafe24 ask again, so somebody must see that the order stands there while its money is back.
    @Test(arguments: [false, true])
    func whatIsDoneAfterCafe24WasToldThatItIsNotConfirmedIsFlaggedUntilItKnows(asksOtherRoute: Bool) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutBeforeCommit", count: 1000, delay: 1)
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            try await visitor.mend("cancel")
            for _ in 0..<5 {
                try await fixture.core.clock.sleep(for: .seconds(7200))
                await fixture.core.reconciler.reconcile()
            }
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
            #expect(try await fixture.payment(purchase.key).flags.contains(.refundNotTold))
            let request = asksOtherRoute ? purchase.asynchronously() : purchase.whole
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            await fixture.core.undertakings.idle()
            #expect(try await !fixture.payment(purchase.key).flags.contains(.refundNotTold))
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
        }
    }

    @Test func whatIsRefusedAfterAllIsAsCafe24Believes() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutBeforeCommit", count: 1000, delay: 1)
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            #expect(try await fixture.payment(purchase.key).flags.contains(.refundNotTold))
            try await visitor.mend("cancel")
            try await visitor.fault("cancel", "refuse")
            for _ in 0..<3 {
                try await fixture.core.clock.sleep(for: .seconds(7200))
                await fixture.core.reconciler.reconcile()
            }
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.refused])
            #expect(try await !fixture.payment(purchase.key).flags.contains(.refundNotTold))
        }
    }

    /// Jumps ahead without waking anybody who sleeps.
    private final class LateClock: ProviderClock {
        let base = ManualClock(.waits)
        let lateness = Mutex(Duration.zero)

        func now() -> Timestamp { base.now() + lateness.withLock { $0 } }
        func sleep(for duration: Duration) async throws { try await base.sleep(for: duration) }
    }

    @Test func anAnswerOverARealConnectionIsMarked() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving(.live) { visitor in
            let purchase = try await visitor.purchase()
            for _ in 0..<2 { #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted) }
            #expect(try await visitor.ledger(purchase.key).cancelled == 8000)
        }
    }
}
