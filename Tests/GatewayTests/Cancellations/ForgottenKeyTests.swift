import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A refund whose answer never came, and whose idempotency key the PG has forgotten by now: it is not sent again, and
/// the PG's word on it ends it.
@Suite(.timeLimit(.minutes(1)))
struct ForgottenKeyTests {
    /// The mock keeps its keys for a year, and its inquiries prove absence.
    private static let forgotten = Duration.seconds(366 * 86_400)

    @Test func whatThePGSaysWasNeverMadeIsRefused() async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutBeforeCommit", count: 1000, delay: 1)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("5000")), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            try await visitor.mend("cancel")
            clock.advance(by: Self.forgotten)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("5000")), naming: "knows of no such refund")
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.refused])
            #expect(try await fixture.payment(purchase.key).reserved.isZero)
            #expect(try await visitor.ledger(purchase.key).cancelled == 0)
            #expect(try await visitor.cafe24().cancel(purchase.part("5000")).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 5000)
        }
    }

    @Test func whatThePGShowsIsDone() async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutAfterCommit", count: 1000, delay: 1)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("5000")), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            try await visitor.mend("cancel")
            clock.advance(by: Self.forgotten)
            #expect(try await visitor.cafe24().cancel(purchase.part("5000")).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 5000)
        }
    }
}
