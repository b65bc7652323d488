import Cafe24Sandbox
import ProviderKit
import ServiceLifecycle
import Testing

@testable import Gateway

/// Ledger, rule 7: right without callbacks.
struct ReconcilerTests {
    @Test func aSilentApprovalIsFoundAfterFifteenSeconds() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            _ = try await visitor.choose("approve-silently", at: opened.paymentURL)
            try await pass(.milliseconds(14_900), in: fixture)
            #expect(try await fixture.payment(opened.paymentKey).state == .awaitingBuyer)
            try await pass(.milliseconds(200), in: fixture)
            #expect(try await fixture.payment(opened.paymentKey).state == .paid)
            #expect(try await visitor.ledger(opened.paymentKey).calls.verify == 1)
        }
    }

    @Test func whereTheGatewayApprovesNobodyIsAskedAndTheSessionExpires() async throws {
        let fixture = try GatewayFixture { $0.mockSettings = #"{ "approver": "gateway" }"# }
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            for _ in 0..<29 { try await pass(.seconds(60), in: fixture) }
            #expect(try await fixture.payment(opened.paymentKey).state == .awaitingBuyer)
            try await pass(.seconds(61), in: fixture)
            #expect(try await fixture.payment(opened.paymentKey).state == .expired)
            #expect(try await fixture.payment(opened.paymentKey).nextLook == nil)
            #expect(try await visitor.ledger(opened.paymentKey).calls.verify == 0)
        }
    }

    /// The claim was written and the process died: when its lease is over, the same approval is given again.
    @Test func aSettlementThatACrashInterruptedIsTakenUpWithTheSameApproval() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let way = try await visitor.choose("approve", at: opened.paymentURL)
            let address = try #require(way.location)
            let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
            let query = try #require(address.split(separator: "?").last)
            let message = InboundMessage(method: "GET", path: ReturnTests.callback, query: String(query))
            let now = fixture.core.clock.now()
            let outcome = try await fixture.core.store.change(key) { record in
                record.claim(
                    .returned(message, via: .success),
                    approving: true,
                    by: "buyer",
                    at: now,
                    lease: SettlementService.lease
                )
            }
            guard case .claimed(let claim) = outcome else { throw StaleClaim() }
            try await pass(.seconds(74), in: fixture)
            #expect(try await fixture.payment(key.text).state == .settling)
            try await pass(.seconds(2), in: fixture)
            let payment = try await fixture.payment(key.text)
            #expect(payment.state == .paid)
            #expect(payment.approval == claim.approval)
            #expect(try await visitor.ledger(key.text).paid == 12_000)
        }
    }

    @Test func whoLooksAtAPaymentThatSomebodyWorksOnLearnsThatNobodyWasAsked() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let payment = try await fixture.payment(opened.paymentKey)
            let now = fixture.core.clock.now()
            try await fixture.core.store.change(payment.key) { $0.takeLease(at: now, for: .seconds(75)) }
            #expect(try await fixture.core.settlement.lookAgain(at: payment, by: "operator").isBusy)
            #expect(try await fixture.script().approvals.isEmpty)
            try await fixture.core.clock.sleep(for: .seconds(75))
            #expect(try await fixture.core.settlement.lookAgain(at: payment, by: "operator").isBusy == false)
        }
    }

    @Test(arguments: ["keep", "cancel"])
    func whatNobodyReadIsListedAfterTenMinutesAndTreatedAsConfigured(policy: String) async throws {
        let fixture = try GatewayFixture { $0.cafe24 = #""unreadPayments": "\#(policy)""# }
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            #expect(try await visitor.pay(at: opened.paymentURL).resultCode == "0000")
            try await pass(.seconds(590), in: fixture)
            #expect(try await unread(in: fixture).isEmpty)
            try await fixture.core.clock.sleep(for: .seconds(11))
            #expect(try await unread(in: fixture) == [opened.paymentKey])
            for _ in 0..<3 { await fixture.core.reconciler.reconcile() }
            let row = try await visitor.ledger(opened.paymentKey)
            #expect(row.cancelled == (policy == "cancel" ? 12_000 : 0))
            let status = try await visitor.cafe24().status(key: row.reference)
            #expect(status.isPaid == (policy == "keep"))
            #expect(try await unread(in: fixture).isEmpty)
        }
    }

    @Test func noAccountIsAskedMoreOftenThanItsPGBears() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            for order in 1...5 { _ = try await visitor.cafe24().openCheckout(.scripted(order: "order-\(order)")) }
            _ = try await visitor.cafe24().openCheckout(.scripted(shop: "2"))
            try await fixture.core.clock.sleep(for: .seconds(16))
            let reconciler = fixture.core.reconciler
            for _ in 0..<3 { await reconciler.reconcile() }
            let (first, second) = (try await fixture.script(), try await fixture.script(shop: 2))
            #expect(first.approvals.count == 3)
            #expect(second.approvals.count == 1)
            try await fixture.core.clock.sleep(for: .seconds(60))
            await reconciler.reconcile()
            #expect(first.approvals.count == 6)
        }
    }

    private func pass(_ duration: Duration, in fixture: GatewayFixture) async throws {
        try await fixture.core.clock.sleep(for: duration)
        await fixture.core.reconciler.reconcile()
    }

    private func unread(in fixture: GatewayFixture) async throws -> [String?] {
        let before = fixture.core.clock.now() - UnreadPayments.patience
        return try await fixture.core.store.list(PaymentFilter(unreadBefore: before), limit: 10).map(\.key.text)
    }
}
