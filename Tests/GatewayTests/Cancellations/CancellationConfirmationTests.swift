import Cafe24Sandbox
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// Finding S1: a status answer gives away a valid hash, so the Admin API may be asked before money goes back.
@Suite(.timeLimit(.minutes(1)))
struct CancellationConfirmationTests {
    @Test(arguments: [
        ("F", "N10", false), ("T", "N10", true), ("M", "N10", false), ("F", "C10", true), ("F", "R10", true),
        ("F", "C00", false),
    ])
    func onlyAnOrderThatIsBeingCancelledIsPaidBack(canceled: String, status: String, isAccepted: Bool) async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock {
            $0.canceled = canceled
            $0.itemStatuses = [status]
        }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            let answer = try await visitor.cafe24().cancel(purchase.whole)
            #expect(answer.isAccepted == isAccepted)
            if !isAccepted { expectRefusal(answer, naming: "being cancelled") }
            #expect(try await visitor.ledger(purchase.key).calls.cancel == (isAccepted ? 1 : 0))
            #expect(admin.state.withLock { $0.requests.last?.path.contains(purchase.whole.orderID) } == true)
        }
    }

    /// The hash that a buyer can read is good for the whole amount; an item that the mall has cancelled is not the
    /// whole.
    @Test func anItemThatIsCancelledConfirmsAPartAndNotTheWhole() async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock {
            $0.canceled = "M"
            $0.itemStatuses = ["C40", "N20"]
        }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "being cancelled")
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("4000")), naming: "being cancelled")
            admin.state.withLock { $0.itemStatuses = ["C40", "C34"] }
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 8000)
        }
    }

    @Test func nothingGoesBackWhileCafe24CannotBeAsked() async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock { $0.troubles = Array(repeating: FakeAdmin.Trouble(status: 500), count: 10) }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            let answer = try await visitor.cafe24().cancel(purchase.whole)
            #expect(!answer.isAccepted)
            #expect(answer.resultCode == "9999")
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
        }
    }

    /// Trying again would not help, so the answer does not say so.
    @Test func aShopThatDoesNotLetUsAskIsToldWhatIsMissing() async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock { $0.troubles = [FakeAdmin.Trouble(status: 403)] }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "has not allowed this app")
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
        }
    }

    @Test func aForgedRequestDoesNotEvenReachTheAdminAPI() async throws {
        let admin = FakeAdmin(StepClock())
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            var forged = purchase.whole
            forged.forgedHash = "forged"
            expectRefusal(try await visitor.cafe24().cancel(forged), naming: "hash_data")
            #expect(admin.state.withLock { $0.requests.isEmpty })
        }
    }

    private func serving(
        _ admin: FakeAdmin,
        _ body: @Sendable (Visitor, GatewayFixture) async throws -> Void
    ) async throws {
        let clock = SystemClock()
        let fixture = try GatewayFixture(clock: clock, admin: admin) { $0.cafe24 = #""confirmCancellations": true"# }
        let token = AdminToken.sample(expires: clock.now() + .seconds(7200))
        _ = try await fixture.core.store.saveToken(token, of: "demomall", replacing: nil)
        try await fixture.serving { visitor in try await body(visitor, fixture) }
    }
}
