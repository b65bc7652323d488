import ProviderKit
import Testing

@testable import Cafe24Sandbox
@testable import Gateway

/// A15: the answer accepts, a notification tells what really came of it.
@Suite(.timeLimit(.minutes(1)))
struct AsynchronousCancellationTests {
    @Test(arguments: [nil, "5000.00"])
    func whatIsAcceptedIsDoneAndToldWithItsAmount(part: String?) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously(part)).isAccepted)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 0)
            #expect(try await notices(fixture).isEmpty)
            await fixture.core.reconciler.reconcile()
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 1)
            let notice = try #require(try await notices(fixture).first)
            #expect(try await notices(fixture).count == 1)
            #expect(notice.kind == .cancellation)
            #expect(notice.isDone)
            #expect(notice.code == "0000")
            #expect(notice.amount == part ?? "12000")
            #expect(notice.url == Purchase.cancellationNotice)
            #expect(notice.tid == purchase.whole.tid)
        }
    }

    @Test func whatThePGRefusesIsToldWithZero() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "refuse")
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously("5000.00")).isAccepted)
            await fixture.core.reconciler.reconcile()
            let told = try await notices(fixture)
            #expect(told.map(\.isDone) == [false])
            #expect(told.map(\.code) == ["9999"])
            #expect(told.map(\.amount) == ["0.00"])
            #expect(try await visitor.ledger(purchase.key).cancelled == 0)
        }
    }

    @Test(arguments: ["pending", "timeoutAfterCommit", "timeoutBeforeCommit", "serverError"])
    func whateverHappensOnTheWayTheEndIsToldOnce(fault: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", fault, delay: 1)
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously()).isAccepted)
            for _ in 0..<5 {
                await fixture.core.reconciler.reconcile()
                try await fixture.core.clock.sleep(for: .seconds(400))
            }
            #expect(try await notices(fixture).map(\.isDone) == [true])
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
        }
    }

    /// Accepted is told, so an equal part is another one; the whole again is the same one.
    @Test func acceptedTwiceIsTwoPartsOrOneWhole() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            for amount in ["4000", "4000", "4000", "4000"] {
                #expect(try await visitor.cafe24().cancel(purchase.asynchronously(amount)).isAccepted)
            }
            expectRefusal(try await visitor.cafe24().cancel(purchase.asynchronously("1000")))
            for _ in 0..<5 { await fixture.core.reconciler.reconcile() }
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
            #expect(try await notices(fixture).count == 3)
        }
    }

    @Test func aSynchronousOneIsToldByItsAnswerAlone() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            var request = purchase.whole
            request.notificationURL = Purchase.cancellationNotice
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            #expect(try await notices(fixture).isEmpty)
        }
    }

    @Test(arguments: ["/api/synchronous-refund/cancel", "/api/asynchronous-refund/cancel"])
    func theNamesOfCafe24sSampleLeadToTheSame(path: String) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let fields = purchase.asynchronously().fields(signedWith: visitor.cafe24().hashes)
            let reply = try await visitor.cafe24().send(fields, to: path)
            #expect(SandboxClient.CancelAnswer(httpStatus: reply.status, body: reply.body).isAccepted)
            await fixture.core.reconciler.reconcile()
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
        }
    }

    private func notices(_ fixture: GatewayFixture) async throws -> [MallNotification] {
        try await fixture.core.store.notifications(state: nil, limit: 100).map(\.notification)
    }
}
