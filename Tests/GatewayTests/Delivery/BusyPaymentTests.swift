import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A webhook that meets another settler (ledger, rules 3 and 6).
@Suite(.timeLimit(.minutes(1)))
struct BusyPaymentTests {
    /// Its look may have been made before the PG knew what it reports now.
    @Test(arguments: [true, false])
    func whatThePGReportsIsAskedAboutByItself(isReport: Bool) async throws {
        let clock = ManualClock(.waits)
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
            let other = try await claimed(key, fixture)
            async let settlement = fixture.core.settlement.settle(
                key,
                isReport ? .notified : .returned(),
                approving: false,
                by: "test",
                until: clock.now() + .seconds(20)
            )
            await clock.hasSleepers()
            let declined = PaymentSnapshot.unpaid(.declined(code: "51", message: "no"))
            try await fixture.core.store.change(key) { [now = clock.now()] record in
                _ = try record.apply(declined, other, of: .inquiry, proof: .presence, at: now)
            }
            if isReport { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            fixture.core.signals.signal(key)
            #expect(try await settlement.payment.state == (isReport ? .paid : .declined))
            #expect(script.approvals.count == (isReport ? 1 : 0))
        }
    }

    /// Nobody was asked, so it is not done with.
    @Test func aWebhookThatNobodyWasAskedAboutComesAgain() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
            let (store, clock) = (fixture.core.store, fixture.core.clock)
            _ = try await claimed(key, fixture)
            let message = InboundMessage(method: "POST", path: "/hook")
            let payment = try await fixture.payment(opened.paymentKey)
            let stored = try await fixture.core.inbox.store(message, about: payment, deduplicationKey: "a")
            await fixture.core.inbox.process(try #require(stored))
            #expect(try await fixture.script().approvals.isEmpty)
            let again = try await store.dueInbox(at: clock.now() + .seconds(5), limit: 9)
            #expect(again.map(\.attempts) == [1])

            try await clock.sleep(for: .seconds(75))
            await fixture.core.inbox.process(try #require(again.first))
            #expect(try await fixture.script().approvals.count == 1)
            #expect(try await store.dueInbox(at: clock.now() + .seconds(86_400), limit: 9).isEmpty)
        }
    }

    /// Somebody else is the settler, for as long as a PG may take.
    private func claimed(_ key: PaymentKey, _ fixture: GatewayFixture) async throws -> PaymentRecord.Claim {
        try await fixture.core.store.change(key) { [now = fixture.core.clock.now()] record in
            try record.claim(.inquiry, approving: false, by: "other", at: now, lease: SettlementService.lease).claim()
        }
    }
}
