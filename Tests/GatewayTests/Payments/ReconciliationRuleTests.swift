import ProviderKit
import Testing

@testable import Gateway

/// The PG's list of cancellations against ours (ledger, rule 2).
@Suite struct ReconciliationRuleTests {
    private func record(_ origin: CancellationRecord.Origin, _ won: Int64, _ state: CancellationRecord.State = .done)
        -> CancellationRecord
    {
        CancellationRecord(origin, amount: Money(won, .krw), state: state)
    }

    /// A paid payment with one refund of 5,000 won that went out and was not answered.
    private func unanswered() throws -> (record: PaymentRecord, operation: OperationID) {
        var record = try PaymentRecord.sample(.paid)
        record.reserveRefund(Money(5_000, .krw), origin: .cafe24, at: .after(60))
        let operation = record.cancellations[0].operation
        let submitted = record.submit(operation, at: .after(61), lease: .seconds(5))
        let submission = try #require(submitted)
        let error = ProviderError(.unknown, "no answer")
        try record.postpone(operation, error, fence: submission.fence, at: .after(62))
        return (record, operation)
    }

    @Test func aCancellationMadeAtThePGIsTakenInOnce() throws {
        var record = try PaymentRecord.sample(.paid)
        for seconds in [100, 200] {
            try record.hear(.paid(cancelled: 5_000, [self.record(.provider("c1"), 5_000)]), at: .after(seconds))
        }
        #expect(record.refunds == ["5000 done"])
        #expect(record.cancellations.first?.origin == .provider)
        #expect(record.payment.state == .partiallyCancelled)
        #expect(record.isSound)
    }

    @Test func anOperationThatOurDatabaseLostIsTakenInOnce() throws {
        var record = try PaymentRecord.sample(.paid)
        let lost = OperationID(from: SystemRandomSource())
        for seconds in [100, 200] {
            try record.hear(.paid(cancelled: 5_000, [self.record(.operation(lost), 5_000)]), at: .after(seconds))
        }
        #expect(record.refunds == ["5000 done"])
        #expect(record.cancellations.first?.operation == lost)
    }

    @Test func aTotalWithoutAListIsTakenInOnce() throws {
        var record = try PaymentRecord.sample(.paid)
        for (seconds, total) in [(100, 5_000), (200, 5_000), (300, 12_000), (400, 5_000)] {
            try record.hear(.paid(cancelled: Int64(total)), at: .after(seconds))
        }
        #expect(record.refunds == ["5000 done", "7000 done"], "and totals never fall")
        #expect(record.payment.state == .cancelled)
    }

    @Test(arguments: ["operation", "reference", "total"])
    func anUnansweredRefundIsEndedByThePGsWord(told: String) throws {
        var (record, operation) = try unanswered()
        let list: [CancellationRecord] =
            switch told {
            case "operation": [self.record(.operation(operation), 5_000)]
            case "reference": [self.record(.provider("c1"), 5_000)]
            default: []
            }
        for seconds in [100, 200] { try record.hear(.paid(cancelled: 5_000, list), at: .after(seconds)) }
        #expect(record.refunds == ["5000 done"], "counted once, as ours")
        #expect(record.payment.reserved.isZero)
        #expect(record.payment.flags.isEmpty)
        #expect(record.isSound)
    }

    @Test func anotherAmountAtThePGIsNotTheUnansweredRefund() throws {
        var (record, _) = try unanswered()
        try record.hear(.paid(cancelled: 3_000, [self.record(.provider("c1"), 3_000)]))
        #expect(record.refunds == ["5000 unknown", "3000 done"])
        #expect(record.isSound)
    }

    /// What the PG names by its operation is not the one that it lists under an id of its own.
    @Test func aStrangersRefundOfTheSameAmountIsNotOneThatThePGNames() throws {
        var (record, operation) = try unanswered()
        let list = [self.record(.provider("c1"), 5_000), self.record(.operation(operation), 5_000, .refused)]
        for seconds in [100, 200] { try record.hear(.paid(cancelled: 5_000, list), at: .after(seconds)) }
        #expect(record.refunds == ["5000 refused", "5000 done"])
        #expect(record.payment.flags.isEmpty, "nothing was done and undone")
        #expect(record.isSound)
    }

    /// Somebody tried in the PG's console, where no operation of ours is named; ours may have gone through.
    @Test(arguments: [CancellationRecord.State.refused, .pending])
    func anAttemptOfAStrangersThatFailsDoesNotEndTheUnansweredRefund(_ first: CancellationRecord.State) throws {
        var (record, operation) = try unanswered()
        for (seconds, state) in [(100, first), (200, .refused)] {
            try record.hear(.paid(cancelled: 0, [self.record(.provider("c1"), 5_000, state)]), at: .after(seconds))
            #expect(record.refunds == ["5000 unknown"])
            #expect(record.payment.reserved == Money(5_000, .krw))
        }
        let list = [self.record(.provider("c1"), 5_000, .refused), self.record(.provider("c2"), 5_000)]
        for seconds in [300, 400] { try record.hear(.paid(cancelled: 5_000, list), at: .after(seconds)) }
        #expect(record.refunds == ["5000 done"])
        #expect(record.cancellations.map(\.operation) == [operation])
        #expect(record.isSound)
    }

    /// Its id was told when the PG accepted it.
    @Test func whatFailsUnderTheIDOfOursIsOurs() throws {
        var (record, operation) = try unanswered()
        let again = record.submit(operation, at: .after(90), lease: .seconds(5))
        let fence = try #require(again).fence
        try record.settle(operation, .pending(reference: "c1"), fence: fence, at: .after(91))
        try record.hear(.paid(cancelled: 0, [self.record(.provider("c1"), 5_000, .refused)]))
        #expect(record.refunds == ["5000 refused"])
        #expect(record.payment.reserved.isZero)
    }

    @Test func anAttemptThatFailedUnderAnIDOfThePGsUndoesNothing() throws {
        var (record, operation) = try unanswered()
        try record.hear(.paid(cancelled: 5_000, [self.record(.operation(operation), 5_000)]), at: .after(100))
        try record.hear(.paid(cancelled: 5_000, [self.record(.provider("c1"), 5_000, .refused)]), at: .after(200))
        #expect(record.refunds == ["5000 done"])
        #expect(record.payment.flags.isEmpty)
    }

    /// Nothing of ours can be in it, so it is taken in though a refund of ours waits to be sent.
    @Test func aTotalThatGrewBeforeOursWasSentIsAStrangers() throws {
        var record = try PaymentRecord.sample(.paid)
        record.reserveRefund(Money(5_000, .krw), origin: .cafe24, at: .after(60))
        for seconds in [100, 200] { try record.hear(.paid(cancelled: 5_000), at: .after(seconds)) }
        #expect(record.refunds == ["5000 reserved", "5000 done"])
        #expect(record.isSound)
    }

    @Test func whatWasNeverSentIsNotEndedByAStrangersRefund() throws {
        var record = try PaymentRecord.sample(.paid)
        record.reserveRefund(Money(5_000, .krw), origin: .cafe24, at: .after(60))
        try record.hear(.paid(cancelled: 5_000, [self.record(.provider("c1"), 5_000)]))
        #expect(record.refunds == ["5000 reserved", "5000 done"])
        #expect(record.isSound)
    }

    @Test(arguments: [CancellationRecord.State.done, .refused, .pending])
    func aPendingRefundEndsWhenThePGSaysSo(_ state: CancellationRecord.State) throws {
        var (record, operation) = try unanswered()
        try record.hear(.paid(cancelled: 0, [self.record(.operation(operation), 5_000, state)]))
        let expected: CancellationEntry.State = state == .done ? .done : state == .refused ? .refused : .unknown
        #expect(record.cancellations[0].state == expected)
        #expect(record.isSound)
    }

    /// An operator took the PG's silence for a no, or the PG said so itself, and the money went back all the same.
    @Test(arguments: [[CancellationRecord.State.done], [.pending, .done]])
    func whatWasRefusedCountsOnceWhenThePGListsItAsDone(_ states: [CancellationRecord.State]) throws {
        var (record, operation) = try unanswered()
        try record.decide(operation, done: false, by: "kim", because: "their desk says so", at: .after(99))
        for (turn, state) in (states + [.done]).enumerated() {
            let list = [self.record(.operation(operation), 5_000, state)]
            try record.hear(.paid(cancelled: state == .done ? 5_000 : 0, list), at: .after(100 * (turn + 1)))
        }
        #expect(record.refunds == ["5000 refused", "5000 done"])
        #expect(record.cancellations.last?.origin == .provider)
        #expect(record.payment.cancelled == Money(5_000, .krw))
        #expect(record.payment.state == .partiallyCancelled)
        #expect(record.payment.flags == [.decidedByHand])
        #expect(record.isSound)
    }

    /// Until then the mall may have another refund under way, which the PG has not answered.
    @Test(arguments: [CancellationRecord.State.done, .pending, nil])
    func whatWasRefusedCountsBesideOneThatIsUnanswered(_ other: CancellationRecord.State?) throws {
        var (record, operation) = try unanswered()
        try record.decide(operation, done: false, by: "kim", because: "their desk says so", at: .after(99))
        record.reserveRefund(Money(2_000, .krw), origin: .cafe24, at: .after(99))
        let second = record.cancellations[1].operation
        let submitted = record.submit(second, at: .after(100), lease: .seconds(5))
        let fence = try #require(submitted).fence
        try record.postpone(second, ProviderError(.unknown, "no answer"), fence: fence, at: .after(101))
        let list =
            [self.record(.operation(operation), 5_000)]
            + (other.map { [self.record(.operation(second), 2_000, $0)] } ?? [])
        let total: Int64 = other == .done ? 7_000 : 5_000
        for seconds in [200, 300] { try record.hear(.paid(cancelled: total, list), at: .after(seconds)) }
        #expect(record.refunds == ["5000 refused", other == .done ? "2000 done" : "2000 unknown", "5000 done"])
        #expect(record.payment.cancelled == Money(total, .krw))
        #expect(record.isSound)
    }

    /// Another refund has taken its place meanwhile.
    @Test func whatWasRefusedAndDoesNotFitAnyMoreIsFlagged() throws {
        var (record, operation) = try unanswered()
        try record.decide(operation, done: false, by: "kim", because: "their desk says so", at: .after(99))
        record.reserveRefund(Money(12_000, .krw), origin: .cafe24, at: .after(99))
        try record.hear(.paid(cancelled: 5_000, [self.record(.operation(operation), 5_000)]), at: .after(200))
        #expect(record.refunds == ["5000 refused", "12000 reserved"])
        #expect(record.payment.flags == [.decidedByHand, .conflictingAmount])
        #expect(record.isSound)
    }

    /// The bank sent it back: even a payment that was cancelled in full is paid again, and an operator hears of it.
    @Test func aRefundThatFailsLaterIsUndoneAndFlagged() throws {
        var record = try PaymentRecord.sample(.paid)
        record.reserveRefund(Money(12_000, .krw), origin: .cafe24, at: .after(60))
        let operation = record.cancellations[0].operation
        let submitted = record.submit(operation, at: .after(61), lease: .seconds(5))
        let submission = try #require(submitted)
        try record.settle(operation, .done(reference: "c1"), fence: submission.fence, at: .after(62))
        #expect(record.payment.state == .cancelled)

        try record.hear(.paid(cancelled: 0, [self.record(.operation(operation), 12_000, .refused)]))
        #expect(record.refunds == ["12000 refused"])
        #expect(record.payment.state == .paid)
        #expect(record.payment.cancelled.isZero)
        #expect(record.payment.flags == [.giveBackFailed])
    }

    @Test func moreThanWasPaidIsFlaggedAndNotCounted() throws {
        var record = try PaymentRecord.sample(.paid)
        try record.hear(.paid(cancelled: 13_000, [self.record(.provider("c1"), 13_000)]))
        #expect(record.payment.cancelled.isZero)
        #expect(record.payment.flags == [.conflictingAmount])
        try record.hear(
            .paid(cancelled: 0, [CancellationRecord(.provider("c2"), amount: Money(1, .usd), state: .done)])
        )
        #expect(record.cancellations.isEmpty, "nor what is in another currency")
    }
}
