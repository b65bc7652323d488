import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Rule 11: what nobody has read is told through the outbox, once.
@Suite(.timeLimit(.minutes(1)))
struct UnreadPaymentTests {
    @Test func aNotificationThatWasParkedIsNotMadeAnew() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(DepositCancellationTests.checkout)
            #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "0000")
            try await pass(.seconds(601), in: fixture)
            let entry = try #require(try await fixture.outbox().first)
            #expect(entry.notification.kind == .payment)
            #expect(try await unread(in: fixture).isEmpty, "it is being told")

            try await fixture.core.store.recordDelivery(
                of: entry,
                trouble: "gone",
                next: nil,
                at: fixture.core.clock.now()
            )
            for _ in 0..<3 { try await pass(.seconds(86_400), in: fixture) }
            #expect(try await fixture.outbox().map(\.state) == [.parked])
            #expect(try await unread(in: fixture) == [opened.paymentKey], "an operator sees it")
            #expect(try await fixture.core.store.replayNotification(entry.id, at: fixture.core.clock.now()))
            #expect(try await unread(in: fixture).isEmpty)
        }
    }

    /// It cancels what it knows to be paid.
    @Test(arguments: ["keep", "cancel"])
    func whatCafe24HasCancelledSomeOfItKnowsToBePaid(policy: String) async throws {
        let fixture = try GatewayFixture { $0.cafe24 = #""unreadPayments": "\#(policy)""# }
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "0000")
            let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
            let request = CancellationRequest(amount: Money(5000, .krw), amountText: "5000")
            _ = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
            for _ in 0..<3 { try await pass(.seconds(601), in: fixture) }
            #expect(try await unread(in: fixture).isEmpty)
            #expect(try await visitor.ledger(key.text).cancelled == 5000)
        }
    }

    private func pass(_ duration: Duration, in fixture: GatewayFixture) async throws {
        try await fixture.core.clock.sleep(for: duration)
        await fixture.core.reconciler.reconcile()
    }

    private func unread(in fixture: GatewayFixture) async throws -> [String] {
        let before = fixture.core.clock.now() - UnreadPayments.patience
        return try await fixture.core.store.list(PaymentFilter(unreadBefore: before), limit: 10).map(\.key.text)
    }
}
