import ProviderKit
import Testing

@testable import Gateway

/// Same request, same answer; one capture per order (ledger, rule 8).
@Suite struct OpeningRuleTests {
    enum Answer: Equatable {
        case attempt, existing, inProgress
        case alreadyPaid, beingPaid, beingPaidByAnother, beingReturned, begunTooOften
    }

    private func answer(
        to request: AttemptRequest,
        at now: Timestamp = .after(100),
        among attempts: [Payment]
    ) throws -> Answer {
        switch Opening.decide(request, among: attempts, new: .sample(request), at: now) {
        case .attempt(_, let superseded):
            let replaced = attempts.filter { $0.superseded == nil && !$0.state.wasPaid && request.mayReplace($0) }
            #expect(superseded == replaced.map(\.key))
            return .attempt
        case .existing(let payment):
            #expect(payment.key == attempts.first?.key)
            return .existing
        case .inProgress: return .inProgress
        case .refused(.alreadyPaid): return .alreadyPaid
        case .refused(.beingPaid): return .beingPaid
        case .refused(.beingPaidByAnother): return .beingPaidByAnother
        case .refused(.beingReturned): return .beingReturned
        case .refused(.begunTooOften): return .begunTooOften
        }
    }

    @Test(arguments: [
        // state, the same request, another amount, the same after Cafe24 was told "not paid"
        (PaymentState.opened, Answer.attempt, Answer.attempt, Answer.attempt),
        (.awaitingBuyer, .existing, .attempt, .attempt),
        (.settling, .existing, .beingPaid, .existing),
        (.unknown, .existing, .beingPaid, .existing),
        (.pending, .existing, .attempt, .existing),
        (.paid, .alreadyPaid, .alreadyPaid, .alreadyPaid),
        (.partiallyCancelled, .alreadyPaid, .alreadyPaid, .alreadyPaid),
        (.cancelled, .alreadyPaid, .alreadyPaid, .alreadyPaid),
        (.declined, .attempt, .attempt, .attempt),
        (.abandoned, .attempt, .attempt, .attempt),
        (.expired, .attempt, .attempt, .attempt),
        (.reversed, .attempt, .attempt, .attempt),
    ])
    func anOrderWithOneAttemptIsAnsweredByItsState(
        state: PaymentState,
        same: Answer,
        changed: Answer,
        afterNo: Answer
    ) throws {
        var record = try PaymentRecord.sample(state)
        #expect(try answer(to: .sample(), among: [record.payment]) == same)
        #expect(try answer(to: .sample(won: 9_000), among: [record.payment]) == changed)
        _ = record.giveVerdict(at: .after(99))
        #expect(try answer(to: .sample(), among: [record.payment]) == afterNo)
    }

    /// Order numbers can be guessed: what one sender has only opened keeps no other from paying.
    @Test(arguments: [
        (PaymentState.opened, Answer.attempt), (.awaitingBuyer, .attempt), (.settling, .beingPaidByAnother),
        (.unknown, .beingPaidByAnother), (.pending, .beingPaidByAnother), (.paid, .alreadyPaid),
        (.partiallyCancelled, .alreadyPaid), (.cancelled, .alreadyPaid), (.declined, .attempt),
        (.abandoned, .attempt), (.expired, .attempt), (.reversed, .attempt),
    ])
    func anotherSendersAttemptIsInTheWayOnlyWhereItMayBePaid(state: PaymentState, expected: Answer) throws {
        let others = try PaymentRecord.sample(state, sender: "other").payment
        let own = try PaymentRecord.sample(sender: "own").payment
        var request = AttemptRequest.sample()
        request.sender = CartSender("own")
        #expect(try answer(to: request, among: [others]) == expected)
        #expect(try answer(to: request, among: [own, others]) == (expected == .attempt ? .existing : expected))
        request.amount = Money(9_000, .krw)
        #expect(try answer(to: request, among: [own, others]) == expected)
    }

    /// The buyer is at the PG once more: nobody else's approval could begin.
    @Test func anAttemptThatHasTheOrderIsInTheWayWhileItsBuyerActs() throws {
        var record = try PaymentRecord.sample(sender: "other")
        record.payment.holdsOrder = true
        var request = AttemptRequest.sample()
        request.sender = CartSender("own")
        #expect(try answer(to: request, among: [record.payment]) == .beingPaidByAnother)
    }

    @Test func aSenderHasTwentyTriesToPayAnOrder() throws {
        let tries = try (0..<20).map { _ in try PaymentRecord.sample(.declined, sender: "own").payment }
        var request = AttemptRequest.sample()
        for (sender, expected) in [("own", Answer.begunTooOften), ("other", .attempt)] {
            request.sender = CartSender(sender)
            #expect(try answer(to: request, among: tries) == expected)
        }
        request.sender = CartSender("own")
        #expect(try answer(to: request, among: Array(tries.dropFirst())) == .attempt)
        #expect(try answer(to: .sample(), among: tries) == .attempt)
        let open = try PaymentRecord.sample(sender: "own").payment
        #expect(try answer(to: request, among: [open] + tries) == .existing)
    }

    @Test func whatCafe24AsksForIsTheOrderWhoeverSentACart() throws {
        let payment = try PaymentRecord.sample(sender: "other").payment
        #expect(try answer(to: .sample(won: 9_000), among: [payment]) == .attempt)
        let undecided = try PaymentRecord.sample(.unknown, sender: "other").payment
        #expect(try answer(to: .sample(won: 9_000), among: [undecided]) == .beingPaid)
    }

    @Test func newAddressesDoNotMakeItAnotherRequest() throws {
        let payment = try PaymentRecord.sample().payment
        var request = AttemptRequest.sample()
        request.returnURL = "https://mall.example/other"
        request.notificationURL = nil
        request.extraData = nil
        #expect(try answer(to: request, among: [payment]) == .existing)
    }

    @Test func anotherPartnerFlowOrAccountMakesItAnotherRequest() throws {
        let payment = try PaymentRecord.sample().payment
        for field in [\AttemptRequest.partnerID, \.instance, \.account] {
            var request = AttemptRequest.sample()
            request[keyPath: field] = "other"
            #expect(try answer(to: request, among: [payment]) == .attempt)
        }
        #expect(try answer(to: .sample(flow: .external), among: [payment]) == .attempt)
    }

    @Test func whileASessionIsBeingOpenedNobodyOpensAnother() throws {
        let payment = Payment.sample()
        #expect(try answer(to: .sample(), at: .after(74), among: [payment]) == .inProgress)
        #expect(try answer(to: .sample(), at: .after(75), among: [payment]) == .attempt)
    }

    @Test func aSessionIsHandedOutWhileTheBuyerHasTimeLeft() throws {
        let payment = try PaymentRecord.sample().payment
        #expect(try answer(to: .sample(), at: .after(1739), among: [payment]) == .existing)
        #expect(try answer(to: .sample(), at: .after(1740), among: [payment]) == .attempt)
    }

    @Test func moneyThatGoesBackDoesNotBlockTheOrder() throws {
        var record = try PaymentRecord.sample(.unknown)
        _ = record.giveVerdict(at: .after(99))
        try record.hear(.paid())
        #expect(try answer(to: .sample(), at: .after(200), among: [record.payment]) == .attempt)
    }

    /// Both payments could stay: the one that will not go back, and the next one.
    @Test(arguments: [true, false])
    func moneyThatCannotGoBackBlocksTheOrderUntilItHas(isRefused: Bool) throws {
        var record = try PaymentRecord.sample(.unknown)
        _ = record.giveVerdict(at: .after(99))
        try record.hear(.paid())
        let operation = record.cancellations[0].operation
        let submitted = record.submit(operation, at: .after(110), lease: .seconds(30))
        let fence = try #require(submitted).fence
        if isRefused {
            try record.settle(operation, .refused(code: "9", message: "no"), fence: fence, at: .after(111))
        } else {
            try record.postpone(operation, ProviderError(.unknown, "no answer"), fence: fence, at: .after(111))
        }
        let other = try PaymentRecord.sample().payment
        #expect(try answer(to: .sample(), at: .after(200), among: [record.payment]) == .beingReturned)
        #expect(try answer(to: .sample(won: 9_000), at: .after(200), among: [record.payment]) == .beingReturned)
        #expect(try answer(to: .sample(), at: .after(200), among: [other, record.payment]) == .beingReturned)
        try record.hear(.paid(cancelled: 12_000), at: .after(300))
        #expect(record.payment.state == .cancelled)
        #expect(try answer(to: .sample(), at: .after(400), among: [record.payment]) == .attempt)
    }

    /// Until it is closed; its deposit could still come, and its hold be captured.
    @Test func pendingMoneyThatIsBeingClosedIsTheOrdersAttempt() throws {
        var record = try PaymentRecord.sample(.unknown)
        _ = record.giveVerdict(at: .after(99))
        try record.hear(.unpaid(.pending(.review)))
        #expect(record.cancellations.map(\.kind) == [.void])
        #expect(try answer(to: .sample(), at: .after(200), among: [record.payment]) == .existing)
        try record.hear(.unpaid(.expired), at: .after(300))
        #expect(try answer(to: .sample(), at: .after(400), among: [record.payment]) == .attempt)
    }

    @Test func aSupersededAttemptNoLongerCounts() throws {
        var old = try PaymentRecord.sample()
        old.supersede(by: .new(), at: .after(50))
        let current = try PaymentRecord.sample().payment
        #expect(try answer(to: .sample(), among: [current, old.payment]) == .existing)
        #expect(try answer(to: .sample(), among: [old.payment]) == .attempt)
    }
}
