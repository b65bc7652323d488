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
            let answer = try await decided(purchase, "5000", visitor, fixture)
            expectRefusal(answer, naming: "knows of no such refund")
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.refused])
            #expect(try await fixture.payment(purchase.key).reserved.isZero)
            #expect(try await visitor.ledger(purchase.key).cancelled == 0)
            #expect(try await decided(purchase, "5000", visitor, fixture).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 5000)
        }
    }

    /// One that waited behind another has no key at the PG before it is sent, however long ago it was reserved.
    @Test func aKeysLifeBeginsWhenItIsFirstSent() async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutBeforeCommit", count: 1000, delay: 1)
            for part in ["5000", "3000"] {
                expectRefusal(try await visitor.cafe24().cancel(purchase.part(part)), naming: "not confirmed")
            }
            await fixture.core.undertakings.idle()
            try await visitor.mend("cancel")
            clock.advance(by: Self.forgotten)
            try await visitor.fault("cancel", "timeoutBeforeCommit", delay: 1)
            expectRefusal(try await decided(purchase, "5000", visitor, fixture), naming: "knows of no such refund")
            #expect(try await decided(purchase, "3000", visitor, fixture).isAccepted)
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.refused, .done])
            #expect(try await visitor.ledger(purchase.key).cancelled == 3000)
        }
    }

    /// The clock jumps, so that Cafe24's patience may be over before the PG has answered; then it repeats.
    private func decided(
        _ purchase: Purchase,
        _ part: String,
        _ visitor: Visitor,
        _ fixture: GatewayFixture
    ) async throws -> SandboxClient.CancelAnswer {
        for _ in 0..<20 {
            let answer = try await visitor.cafe24().cancel(purchase.part(part))
            await fixture.core.undertakings.idle()
            guard answer.resultMessage?.contains("not confirmed") == true else { return answer }
        }
        throw Unexpected()
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
            #expect(try await decided(purchase, "5000", visitor, fixture).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 5000)
        }
    }
}
