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
            let clock = fixture.core.clock
            _ = try await claimed(key, fixture)
            let message = InboundMessage(method: "POST", path: "/hook")
            let payment = try await fixture.payment(opened.paymentKey)
            let inbox = fixture.core.inbox
            let stored = try await inbox.store(message, about: payment, deduplicationKey: "a")
            try await inbox.processAgain(try #require(stored))
            #expect(try await fixture.script().approvals.isEmpty)
            try await clock.sleep(for: .seconds(5))
            let again = try await inbox.takeDue(atMost: 9)
            #expect(again.map(\.attempts) == [0], "nobody was asked, so it was no try")
            #expect(try await inbox.takeDue(atMost: 9).isEmpty, "it is taken")

            try await clock.sleep(for: .seconds(75))
            try await inbox.processAgain(try #require(again.first))
            #expect(try await fixture.script().approvals.count == 1)
            try await clock.sleep(for: .seconds(86_400))
            #expect(try await inbox.takeDue(atMost: 9).isEmpty)
        }
    }

    /// Nobody could tell Cafe24 that it is paid, unless the checkout said where.
    @Test(arguments: ["", "https://scriptmall.cafe24shop.com/Pay/Recv/openpg/PayReceiveNoty.php"])
    func aSynchronousPaymentIsNeverApprovedByAWebhook(address: String) async throws {
        let fixture = try GatewayFixture { $0.scriptedSettings = #"{ "approver": "gateway" }"# }
        try await fixture.serving { visitor in
            var checkout = SandboxClient.Checkout.scripted()
            checkout.returnNotificationURL = address
            let opened = try await visitor.cafe24().openCheckout(checkout)
            let inbox = fixture.core.inbox
            try await store(1, in: inbox, about: opened, fixture)
            try await fixture.core.clock.sleep(for: .seconds(121))
            for entry in try await inbox.takeDue(atMost: 9) { try await inbox.processAgain(entry) }
            let payment = try await fixture.payment(opened.paymentKey)
            #expect(try await fixture.script().approvals == [address.isEmpty ? nil : payment.approval])
            #expect((payment.approval == nil) == address.isEmpty)
        }
    }

    @Test func aWebhookThatIsStillBeingProcessedIsNotTakenAgain() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let (reconciler, inbox) = (fixture.core.reconciler, fixture.core.inbox)
            try await store(3, in: inbox, about: try await visitor.cafe24().openCheckout(.scripted()), fixture)
            try await fixture.core.clock.sleep(for: .seconds(121))
            let gate = Gate()
            script.onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            await withDiscardingTaskGroup { group in
                await reconciler.takeUpWhatIsDue(in: &group)
                await gate.arrival()
                for _ in 0..<5 { await reconciler.takeUpWhatIsDue(in: &group) }
                gate.open()
            }
            #expect(script.approvals.count == 1)
        }
    }

    /// They are in the database, for the next process.
    @Test func noWebhookIsBegunOnceTheShutdownHas() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            try await store(1, in: fixture.core.inbox, about: visitor.cafe24().openCheckout(.scripted()), fixture)
            fixture.core.undertakings.close()
            try await fixture.core.clock.sleep(for: .seconds(121))
            let taken = try await fixture.core.inbox.takeDue(atMost: 9)
            for entry in taken { try await fixture.core.inbox.processAgain(entry) }
            #expect(taken.count == 1)
            #expect(script.approvals.isEmpty)
            try await fixture.core.store.endLeases(at: fixture.core.clock.now())
            #expect(try await fixture.core.inbox.takeDue(atMost: 9).map(\.id) == taken.map(\.id))
        }
    }

    private func store(
        _ count: Int,
        in inbox: Inbox,
        about opened: SandboxClient.CheckoutAnswer,
        _ fixture: GatewayFixture
    ) async throws {
        let payment = try await fixture.payment(opened.paymentKey)
        for number in 0..<count {
            let message = InboundMessage(method: "POST", path: "/hook")
            _ = try await inbox.store(message, about: payment, deduplicationKey: "event \(number)")
        }
    }

    /// Somebody else is the settler, for as long as a PG may take.
    private func claimed(_ key: PaymentKey, _ fixture: GatewayFixture) async throws -> PaymentRecord.Claim {
        try await fixture.core.store.change(key) { [now = fixture.core.clock.now()] record in
            try record.claim(.inquiry, approving: false, by: "other", at: now, lease: SettlementService.lease).claim()
        }
    }
}
