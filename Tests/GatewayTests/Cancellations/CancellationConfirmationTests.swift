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

    /// What helps is another request, not the same one again.
    @Test(arguments: [(404, "knows no such order"), (400, "made to fail"), (422, "made to fail")])
    func aRefusalOfTheAdminAPINamesItsCause(status: Int, words: String) async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock { $0.troubles = [FakeAdmin.Trouble(status: status)] }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: words)
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
        }
    }

    @Test func thatAnotherOrderIsCancelledConfirmsNothing() async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock {
            $0.canceled = "T"
            $0.orderTold = "20261122-0000002"
        }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole), naming: "another order")
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
        }
    }

    /// It moves no money; and Cafe24 may be asking because its Admin API was down when it was answered first.
    @Test func aRepeatIsAnsweredWithoutAskingAgain() async throws {
        let admin = FakeAdmin(StepClock())
        admin.state.withLock { $0.canceled = "T" }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            let asked = admin.state.withLock { $0.requests.count }
            #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted)
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously()).isAccepted)
            #expect(admin.state.withLock { $0.requests.count } == asked)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 1)
        }
    }

    @Test func aRepeatOfOneThatWasNotToldIsThatOneWithoutAskingAgain() async throws {
        let admin = FakeAdmin(StepClock())
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            let key = try #require(PaymentKey(purchase.key))
            let request = CancellationRequest(amount: Money(4000, .krw), amountText: "4000")
            _ = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(admin.state.withLock { $0.requests.isEmpty })
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("4000")), naming: "being cancelled")
            #expect(try await visitor.ledger(purchase.key).cancelled == 4000)
        }
    }

    /// Both were sent before either was answered; the second is asked about while the first is done and told.
    @Test(arguments: [true, false])
    func aRetryThatIsStillBeingConfirmedIsNoSecondRefund(isAsynchronous: Bool) async throws {
        let admin = FakeAdmin(StepClock())
        let gate = Gate()
        admin.state.withLock {
            $0.itemStatuses = ["C40", "N10"]
            $0.gate = gate
        }
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            let request = isAsynchronous ? purchase.asynchronously("1000") : purchase.part("1000")
            async let retry = visitor.cafe24().cancel(request)
            await gate.arrival()
            admin.state.withLock { $0.gate = nil }
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            if isAsynchronous { await fixture.core.reconciler.reconcile() }
            #expect(try await fixture.cancellations(purchase.key).allSatisfy { $0.told != nil && $0.state == .done })
            gate.open()
            #expect(try await retry.isAccepted)
            #expect(try await fixture.cancellations(purchase.key).count == 1)
            #expect(try await visitor.ledger(purchase.key).cancelled == 1000)
        }
    }

    /// An equal repeat asks nobody; one that turns the money to another account is asked about like a new one.
    @Test func anotherBankAccountIsConfirmedBeforeItIsTaken() async throws {
        let admin = FakeAdmin(StepClock())
        try await serving(admin) { visitor, fixture in
            let purchase = try await visitor.purchase()
            let key = try #require(PaymentKey(purchase.key))
            let account = RefundAccount(bankCode: "004", number: "1", holder: "Kim")
            let first = CancellationRequest(amount: Money(4000, .krw), amountText: "4000", bankAccount: account)
            _ = try await fixture.core.cancellation.decide(first, of: key, origin: .cafe24)
            var elsewhere = purchase.asynchronously("4000")
            elsewhere.more = [("refund_bank_code", "004"), ("refund_account", "2"), ("refund_holder", "Lee")]
                .map { .init(name: $0.0, value: $0.1) }
            expectRefusal(try await visitor.cafe24().cancel(elsewhere), naming: "being cancelled")
            #expect(try await fixture.cancellations(purchase.key).map(\.request?.bankAccount) == [account])
            admin.state.withLock { $0.canceled = "T" }
            #expect(try await visitor.cafe24().cancel(elsewhere).isAccepted)
            #expect(try await fixture.cancellations(purchase.key).map(\.request?.bankAccount?.holder) == ["Lee"])
            #expect(admin.state.withLock { $0.requests.count } == 2)
        }
    }

    /// Its tries end with Cafe24's patience, and so does the waiting for one that hangs.
    @Test(arguments: [true, false])
    func whatIsNotConfirmedInTimeIsNeitherReservedNorSent(isAsynchronous: Bool) async throws {
        let admin = FakeAdmin(StepClock())
        let clock = ManualClock(.waits)
        let gate = Gate()
        try await serving(admin, clock) { visitor, fixture in
            let purchase = try await visitor.purchase()
            admin.state.withLock {
                $0.canceled = "T"
                $0.gate = gate
            }
            async let answer = visitor.cafe24().cancel(isAsynchronous ? purchase.asynchronously() : purchase.whole)
            await gate.arrival()
            #expect(admin.state.withLock { $0.patience.map { $0 <= .seconds(8) } } == true)
            clock.advance(by: .seconds(8))
            fixture.core.waits.giveUpWhatIsLate()
            let late = try await answer
            #expect(!late.isAccepted)
            #expect(late.resultCode == "9999")
            gate.open()
            await fixture.core.undertakings.idle()
            #expect(try await fixture.cancellations(purchase.key).isEmpty)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 0)
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
        _ clock: any ProviderClock = SystemClock(),
        _ body: @Sendable (Visitor, GatewayFixture) async throws -> Void
    ) async throws {
        let fixture = try GatewayFixture(clock: clock, admin: admin) { $0.cafe24 = #""confirmCancellations": true"# }
        let token = AdminToken.sample(expires: clock.now() + .seconds(7200))
        _ = try await fixture.core.store.saveToken(token, of: "demomall", replacing: nil)
        try await fixture.serving { visitor in try await body(visitor, fixture) }
    }
}
