import Cafe24Sandbox
import ProviderKit
import ServiceLifecycle
import Testing

@testable import Gateway

/// One PG that hangs keeps nobody else's payments waiting.
@Suite(.timeLimit(.minutes(1)))
struct HangingProviderTests {
    /// A turn waits for nobody: it comes back while the PG that it asked still hangs.
    @Test func aTurnIsOverBeforeThePGHasAnswered() async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let gate = Gate()
            try await fixture.script().onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            (fixture.core.clock as? ManualClock)?.advance(by: .seconds(16))
            let reconciler = fixture.core.reconciler
            await withDiscardingTaskGroup { group in
                await reconciler.takeUpWhatIsDue(in: &group)
                await gate.arrival()
                await reconciler.takeUpWhatIsDue(in: &group)
                gate.open()
            }
            #expect(try await fixture.payment(opened.paymentKey).state == .paid)
            #expect(try await fixture.script().approvals.count == 1)
        }
    }

    @Test func aGracefulShutdownFinishesWhatIsUnderWay() async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let (gate, clock) = (Gate(), try #require(fixture.core.clock as? ManualClock))
            try await fixture.script().onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            let first = try await visitor.cafe24().openCheckout(.scripted())
            clock.advance(by: .seconds(16))
            let reconciler = fixture.core.reconciler
            let turns = Turns(every: .milliseconds(1)) { await reconciler.takeUpWhatIsDue(in: &$0) }
            let group = ServiceGroup(configuration: .init(services: [turns], logger: fixture.core.logger))
            try await withThrowingDiscardingTaskGroup { tasks in
                tasks.addTask { try await group.run() }
                await gate.arrival()
                await group.triggerGracefulShutdown()
                gate.open()
            }
            #expect(try await fixture.payment(first.paymentKey).state == .paid)
        }
    }

    @Test func othersAreLookedAtWhileOnePGHangs() async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let (gate, clock) = (Gate(), try #require(fixture.core.clock as? ManualClock))
            let hanging = try await fixture.script()
            hanging.onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            let stuck = try await visitor.cafe24().openCheckout(.scripted())
            clock.advance(by: .seconds(16))
            let reconciler = fixture.core.reconciler
            try await withThrowingDiscardingTaskGroup { turns in
                turns.addTask { await reconciler.reconcile() }
                await gate.arrival()
                let other = try await visitor.cafe24().openCheckout(.scripted(shop: "2"))
                try await fixture.script(shop: 2).onVerify { payment throws(ProviderError) in payment.paid() }
                clock.advance(by: .seconds(16))
                await reconciler.reconcile()
                #expect(hanging.approvals.count == 1)
                #expect(try await fixture.payment(other.paymentKey).state == .paid)
                #expect(try await fixture.payment(stuck.paymentKey).state == .awaitingBuyer)
                gate.open()
            }
            #expect(try await fixture.payment(stuck.paymentKey).state == .paid)
        }
    }

    /// More of one account's payments are due than a turn takes; another account's is looked at in the same turn.
    @Test func anAccountOverItsBudgetDoesNotFillTheTurn() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            for order in 1...100 { _ = try await visitor.cafe24().openCheckout(.scripted(order: "order-\(order)")) }
            try await fixture.core.clock.sleep(for: .seconds(1))
            _ = try await visitor.cafe24().openCheckout(.scripted(shop: "2"))
            try await fixture.core.clock.sleep(for: .seconds(20))
            await fixture.core.reconciler.reconcile()
            #expect(try await fixture.script(shop: 2).approvals.count == 1)
        }
    }
}
