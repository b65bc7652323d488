import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Rule 9 across the two routes: whoever asks by the asynchronous one is told by its notification, also where the
/// cancellation is one that the synchronous route brought.
@Suite(.timeLimit(.minutes(1)))
struct CancellationJoinTests {
    @Test func oneThatNobodyKnowsTheFateOfIsToldToWhoeverJoinedIt() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "timeoutAfterCommit", count: 1000, delay: 1)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("5000")), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously("5000.00")).isAccepted)
            #expect(try await fixture.notices().isEmpty)
            try await visitor.mend("cancel")
            for _ in 0..<5 {
                try await fixture.core.clock.sleep(for: .seconds(7200))
                await fixture.core.reconciler.reconcile()
            }
            let notice = try #require(try await onlyNotice(fixture))
            #expect(notice.isDone)
            #expect(notice.url == Purchase.cancellationNotice)
            #expect(notice.amount == "5000.00", "as the asynchronous request wrote it")
            #expect(try await visitor.ledger(purchase.key).cancelled == 5000)
            #expect(try await fixture.cancellations(purchase.key).count == 1)
        }
    }

    @Test func oneThatIsDoneAndWasNotToldIsToldAtOnce() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let key = try #require(PaymentKey(purchase.key))
            let request = CancellationRequest(amount: Money(4000, .krw), amountText: "4000")
            let decision = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
            guard case .operation(let operation) = decision else { throw Unexpected() }
            try await fixture.core.cancellation.perform(operation, of: key)
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously("4000")).isAccepted)
            #expect(try await onlyNotice(fixture)?.isDone == true)
            #expect(try await visitor.ledger(purchase.key).cancelled == 4000)
        }
    }

    @Test func theOneThatLeftNothingIsToldOnceByEachRoute() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            #expect(try await fixture.notices().isEmpty)
            for _ in 1...3 { #expect(try await visitor.cafe24().cancel(purchase.asynchronously()).isAccepted) }
            #expect(try await onlyNotice(fixture)?.amount == "12000")
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 1)
        }
    }

    @Test func aDepositThatIsClosedAlreadyIsToldToo() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase(DepositCancellationTests.checkout, "deposit")
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            for _ in 1...3 { #expect(try await visitor.cafe24().cancel(purchase.asynchronously()).isAccepted) }
            #expect(try await onlyNotice(fixture)?.isDone == true)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 1)
        }
    }

    /// The answer itself tells the other route; what was to be notified stays so.
    @Test func aSynchronousRepeatTakesNoNotificationAway() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let key = try #require(PaymentKey(purchase.key))
            let request = CancellationRequest(
                amount: Money(4000, .krw),
                amountText: "4000",
                notificationURL: Purchase.cancellationNotice
            )
            _ = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(try await onlyNotice(fixture)?.amount == "4000")
        }
    }

    private func onlyNotice(_ fixture: GatewayFixture) async throws -> MallNotification? {
        let notices = try await fixture.notices().filter { $0.kind == .cancellation }
        #expect(notices.count == 1)
        return notices.first
    }
}
