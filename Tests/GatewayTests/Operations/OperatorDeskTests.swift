import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// What operators do with money.
@Suite(.timeLimit(.minutes(1)))
struct OperatorDeskTests {
    /// The operator read that the first one is done; nobody else is told of either.
    @Test func anEqualRefundAskedForAgainIsAnotherOne() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let key = try await visitor.purchase().key
            let desk = OperatorDesk(core: fixture.core)
            for turn in 1...2 {
                #expect(try await desk.refund(try await fixture.payment(key), amount: "4000", to: nil) == nil)
                #expect(try await visitor.ledger(key).cancelled == 4000 * turn)
            }
            #expect(try await fixture.cancellations(key).allSatisfy { $0.told != nil })
            #expect(try await fixture.notices().isEmpty)
        }
    }

    /// Refused is read, too; what is not known yet is not.
    @Test(arguments: [("refuse", 1), ("timeoutAfterCommit", 1000)])
    func onlyWhatTheOperatorReadIsTold(fault: String, count: Int) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let key = try await visitor.purchase().key
            let desk = OperatorDesk(core: fixture.core)
            try await visitor.fault("cancel", fault, count: count, delay: 1)
            #expect(try await desk.refund(try await fixture.payment(key), amount: "4000", to: nil) != nil)
            await fixture.core.undertakings.idle()
            #expect(try await fixture.cancellations(key).map { $0.told != nil } == [fault == "refuse"])
        }
    }

    @Test func aDecisionSettlesARefundAndItsReportSaysHow() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            let desk = OperatorDesk(core: fixture.core)
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            for _ in 0..<10 { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            var request = purchase.asynchronously("5000")
            request.notificationURL = "https://scriptmall.cafe24shop.com/Pay/Recv/openpg/PayReceiveCancelNoty.php"
            #expect(try await visitor.cafe24().cancel(request).isAccepted)
            await fixture.core.reconciler.reconcile()
            let operation = try #require(try await fixture.cancellations(purchase.key).first?.operation)
            let advice = "payments resolve \(purchase.key) --cancellation \(operation.text) --as done|refused"
            #expect(try await report(purchase.key, fixture).contains(advice))

            let payment = try await fixture.payment(purchase.key)
            let settled = try await desk.resolve(operation, of: payment, done: true, by: "Kim", because: "asked them")
            #expect(settled.state == .partiallyCancelled)
            #expect(try await fixture.notices().map(\.isDone) == [true])
            let story = try await report(purchase.key, fixture)
            #expect(!story.contains("--cancellation"))
            #expect(story.contains("Kim  decidedByHand  as=done"))
            #expect(story.contains("reason=asked them"))
            let flagged = try await desk.list(state: nil, isUnread: false, isFlagged: true, limit: 9)
            #expect(flagged.map(\.key.text) == [purchase.key])
        }
    }

    @Test func aPaymentIsFoundByTheFirstCharactersThatTheLogShows() async throws {
        let fixture = try GatewayFixture()
        let desk = OperatorDesk(core: fixture.core)
        let beginning = "abcdefgh"
        let keys = [String(repeating: "2", count: 24), String(repeating: "z", count: 24)].map { beginning + $0 }
        try await insert(keys[0], order: "1", in: fixture)
        for name in [keys[0], beginning, beginning + "22", "1"] {
            #expect(try await desk.find(name).map(\.key.text) == [keys[0]], "\(name)")
        }
        for name in ["abcdefg", "abcdefgz", beginning + "3", "no such order", ""] {
            #expect(try await desk.find(name).isEmpty, "\(name)")
        }
        try await insert(keys[1], order: "2", in: fixture)
        await #expect(throws: AmbiguousName.self) { try await desk.find(beginning) }
        #expect(try await desk.find(beginning + "z").map(\.key.text) == [keys[1]])
        try await insert(String(repeating: "y", count: 32), order: beginning, in: fixture)
        #expect(try await desk.find(beginning).map(\.order.number) == [beginning], "an order's number comes first")
    }

    /// Malls count their orders alike, and money must not go back at the other one's.
    @Test func aNumberThatSeveralOrdersHaveMeansNoneOfThem() async throws {
        let fixture = try GatewayFixture()
        let desk = OperatorDesk(core: fixture.core)
        let keys = ["a", "b", "c"].map { String(repeating: $0, count: 32) }
        let number = "20261123-0000001"
        try await insert(keys[0], order: number, in: fixture)
        #expect(try await desk.one(number)?.key.text == keys[0])
        try await insert(keys[1], order: number, of: "othermall", in: fixture)
        let refusal = await #expect(throws: AmbiguousOrder.self) { try await desk.one(number) }
        let words = try #require(refusal?.description)
        for part in [keys[0], keys[1], "demomall", "othermall", number] { #expect(words.contains(part)) }
        #expect(try await desk.one(number, of: "othermall")?.key.text == keys[1])
        #expect(try await desk.one(number, of: "thirdmall") == nil)
        #expect(try await desk.one(keys[0])?.key.text == keys[0])
        #expect(try await desk.one(keys[0], of: "othermall") == nil)
        #expect(try await desk.find(number).count == 2, "all are shown")

        try await insert(keys[2], order: number, of: "othermall", shop: 2, in: fixture)
        await #expect(throws: AmbiguousOrder.self) { try await desk.one(number, of: "othermall") }
    }

    private func insert(
        _ key: String,
        order: String,
        of mall: String = "demomall",
        shop: Int = 1,
        in fixture: GatewayFixture
    ) async throws {
        let request = AttemptRequest.sample(order: OrderID(mall: mall, shop: shop, number: order))
        let payment = Payment.sample(request, key: try #require(PaymentKey(key)))
        _ = try await fixture.core.store.open(request.order, at: .start) { _ in .attempt(payment, superseding: []) }
    }

    @Test func aParkedNotificationIsShownAndSentAgainInItsTurn() async throws {
        let fixture = try GatewayFixture()
        let desk = OperatorDesk(core: fixture.core)
        let key = try await fixture.paid(telling: "https://demomall.cafe24shop.com/noty").key
        try await fixture.core.store.change(key) { record in
            let request = CancellationRequest(
                amount: Money(1_000, .krw),
                amountText: "1000",
                notificationURL: "https://demomall.cafe24shop.com/cancelled"
            )
            record.reserveRefund(Money(1_000, .krw), origin: .cafe24, request: request, at: .start)
            record.finish(0, as: .done, at: .start)
        }
        let entries = try await fixture.outbox()
        guard case .behind(let earlier) = try await desk.replay(entries[1].id) else { throw Unexpected() }
        #expect(earlier.id == entries[0].id)
        guard case .due = try await desk.replay(entries[0].id) else { throw Unexpected() }
        #expect(try await desk.replay(99) == nil)
        #expect(try await report(key.text, fixture).contains("next       notification \(entries[0].id) is sent at"))

        for entry in entries {
            try await fixture.core.store.recordDelivery(of: entry, trouble: "shut", next: nil, at: .after(99))
        }
        let shown = try await report(key.text, fixture)
        #expect(shown.contains("parked     notification \(entries[0].id) (payment): shut; `notifications replay"))
        #expect(shown.contains("parked     notification \(entries[1].id) (cancellation)"))
        #expect(!shown.contains("at rest"))
    }

    private func report(_ key: String, _ fixture: GatewayFixture) async throws -> String {
        let account = try await OperatorDesk(core: fixture.core).details(of: try await fixture.payment(key))
        return PaymentReport(account).description
    }
}
