import ProviderKit
import Testing

@testable import Gateway

/// A refund whose fate the PG never tells, and the operator who asked it himself.
@Suite struct CancellationDecisionTests {
    private static let url = "https://mall.example/cancelled"

    /// A paid payment with refunds of 5,000 and 2,000 won, the first of which was sent and not answered.
    private func unanswered(_ origin: CancellationEntry.Origin = .cafe24) throws -> PaymentRecord {
        var record = try PaymentRecord.sample(.paid)
        for won in [Int64(5_000), 2_000] {
            let amount = Money(won, .krw)
            let request = CancellationRequest(amount: amount, amountText: "\(won).00", notificationURL: Self.url)
            record.reserveRefund(amount, origin: origin, request: request, at: .after(60))
        }
        try ask(&record, ProviderError(.unknown, "no answer"), at: .after(61))
        return record
    }

    private func ask(_ record: inout PaymentRecord, _ error: ProviderError, at now: Timestamp) throws {
        let operation = record.cancellations[0].operation
        let submitted = record.submit(operation, at: now, lease: .seconds(30))
        try record.postpone(operation, error, fence: try #require(submitted).fence, at: now)
    }

    private func decide(_ record: inout PaymentRecord, _ index: Int = 0, done: Bool) throws {
        let operation = record.cancellations[index].operation
        try record.decide(operation, done: done, by: "kim", because: "their desk says so", at: .after(99))
    }

    @Test(arguments: [true, false])
    func allFollowsFromADecisionAsFromThePGsWord(done: Bool) throws {
        var record = try unanswered()
        #expect(record.nextInLine(at: .after(99)) == record.cancellations[0].operation, "it holds up the other one")
        try decide(&record, done: done)
        #expect(record.refunds == ["5000 \(done ? "done" : "refused")", "2000 reserved"])
        #expect(record.payment.cancelled == Money(done ? 5_000 : 0, .krw))
        #expect(record.payment.reserved == Money(2_000, .krw))
        #expect(record.payment.state == (done ? .partiallyCancelled : .paid))
        #expect(record.payment.flags == [.decidedByHand])
        #expect(record.nextInLine(at: .after(99)) == record.cancellations[1].operation)
        #expect(record.announcements.map(\.isDone) == [done])
        #expect(record.announcements.map(\.amount) == [done ? "5000.00" : "0.00"])
        #expect(!record.announcements.contains { $0.message.contains("desk") }, "the reason is not for the mall")
        #expect(record.isSound)
    }

    @Test func theStoryHasNameAndReason() throws {
        var record = try unanswered()
        try decide(&record, done: true)
        let event = try #require(record.news.first { $0.kind == .decidedByHand })
        #expect(event.by == "kim")
        #expect(event.facts["reason"] == "their desk says so")
        #expect(event.facts["operation"] == record.cancellations[0].operation.text)
        let settled = try #require(record.news.first { $0.kind == .cancellationSettled })
        #expect(settled.by == "kim")
        #expect(settled.rule == nil, "no rule decided")
    }

    @Test func moneyThatMustNotStayIsFlaggedWhenItIsDecidedThatItDid() throws {
        var record = try unanswered(.giveBack)
        record.payment.flags = []
        try decide(&record, done: false)
        #expect(record.payment.flags == [.decidedByHand, .giveBackFailed])
    }

    @Test func onlyWhatIsOpenAndInNobodysHandsIsDecided() throws {
        var record = try unanswered()
        let stranger = OperationID(from: SystemRandomSource())
        #expect(throws: DecisionRefused.self) {
            try record.decide(stranger, done: true, by: "kim", because: "?", at: .after(99))
        }
        record.takeLease(at: .after(90), for: .seconds(30))
        #expect(throws: DecisionRefused.self) { try decide(&record, done: true) }
        record.payment.lease.until = .after(99)
        try decide(&record, done: false)
        #expect(throws: DecisionRefused.self) { try decide(&record, done: true) }
        #expect(record.isSound)
    }

    /// It was asked before the decision, and its answer comes after it.
    @Test func aLateAnswerOfThePGIsRefused() throws {
        var record = try unanswered()
        let operation = record.cancellations[0].operation
        let submitted = record.submit(operation, at: .after(80), lease: .seconds(10))
        let late = try #require(submitted)
        try decide(&record, done: false)
        #expect(throws: StaleClaim.self) {
            try record.settle(operation, .done(reference: "c1"), fence: late.fence, at: .after(100))
        }
        #expect(record.payment.cancelled.isZero)
    }

    /// Such a PG lists refunds under ids of its own, and nobody ever learnt this one's.
    @Test func whatWasDecidedAsDoneIsNotCountedAgainWhenThePGListsIt() throws {
        var record = try unanswered()
        try decide(&record, done: true)
        let listed = CancellationRecord(.provider("c1"), amount: Money(5_000, .krw), state: .done)
        for seconds in [100, 200] { try record.hear(.paid(cancelled: 5_000, [listed]), at: .after(seconds)) }
        #expect(record.refunds == ["5000 done", "2000 reserved"])
        #expect(record.payment.cancelled == Money(5_000, .krw))
    }

    /// Six hours, then a flag, and never an end by the clock.
    @Test(arguments: [ProviderError.Code.unknown, .temporary, .conflict])
    func aRefundWithoutAnEndIsFlaggedAndStaysAsItIs(code: ProviderError.Code) throws {
        var record = try unanswered()
        let error = ProviderError(code, "no answer")
        try ask(&record, error, at: .after(60 + 6 * 3600 - 1))
        #expect(record.payment.flags.isEmpty)
        for seconds in [6 * 3600 + 60, 1_000_000, 100_000_000] {
            try ask(&record, error, at: .after(seconds))
            #expect(record.payment.flags == [.unresolved])
            #expect(record.refunds.first == "5000 unknown")
            #expect(record.payment.reserved == Money(7_000, .krw))
        }
    }
}
