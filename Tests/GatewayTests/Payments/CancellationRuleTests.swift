import ProviderKit
import Testing

@testable import Gateway

/// Money on its way back (ledger, rule 4).
@Suite struct CancellationRuleTests {
    private func paid(reserving amounts: Int64...) throws -> PaymentRecord {
        var record = try PaymentRecord.sample(.paid)
        for amount in amounts { record.reserveRefund(Money(amount, .krw), origin: .cafe24, at: .after(60)) }
        #expect(record.cancellations.count == amounts.count)
        return record
    }

    @discardableResult
    private func submit(_ index: Int, of record: inout PaymentRecord, at now: Timestamp = .after(70)) throws
        -> PaymentRecord.Submission
    {
        let operation = record.cancellations[index].operation
        let submission = record.submit(operation, at: now, lease: .seconds(30))
        return try #require(submission)
    }

    @Test(arguments: [(Int64(12_000), true), (12_001, false), (0, false), (-1, false)])
    func noMoreThanWhatRemainsIsReserved(amount: Int64, isTaken: Bool) throws {
        var record = try paid()
        let isStrangersTaken = record.reserveRefund(Money(amount, .usd), origin: .cafe24, at: .after(60))
        #expect(!isStrangersTaken)
        let wasTaken = record.reserveRefund(Money(amount, .krw), origin: .cafe24, at: .after(60))
        #expect(wasTaken == isTaken)
        #expect(record.isSound)
    }

    @Test func eachRefundIsToldWhatThePGStillCounts() throws {
        var record = try paid(reserving: 3_000, 2_000, 1_000)
        let first = try submit(0, of: &record).cancellation
        #expect(first.remainingBefore == Money(12_000, .krw), "the PG has not heard of the other two")
        #expect(first.remainingAfter == Money(9_000, .krw))
        try record.settle(first.operation, .done(reference: nil), fence: record.payment.lease.fence, at: .after(71))
        let second = try submit(1, of: &record, at: .after(72)).cancellation
        #expect(second.remainingBefore == Money(9_000, .krw))
        #expect(second.remainingAfter == Money(7_000, .krw))
    }

    @Test(arguments: [(Int64(12_000), PaymentState.cancelled), (5_000, .partiallyCancelled)])
    func theStateFollowsTheTotals(amount: Int64, expected: PaymentState) throws {
        var record = try paid(reserving: amount)
        let submission = try submit(0, of: &record)
        #expect(submission.isFirst)
        try record.settle(submission.entry.operation, .done(reference: "c1"), fence: submission.fence, at: .after(71))
        #expect(record.payment.state == expected)
        #expect(record.payment.cancelled == Money(amount, .krw))
        #expect(record.isSound)
        let again = record.submit(submission.entry.operation, at: .after(200), lease: .zero)
        #expect(again == nil)
    }

    /// Somebody may have given the money back in the PG's console: only a look tells.
    @Test(arguments: [nil, ProviderError.Code.invalidRequest, .unknown, .conflict])
    func whatThePGDidNotDoAsAskedMakesUsLook(code: ProviderError.Code?) throws {
        var record = try paid(reserving: 12_000)
        #expect(record.payment.nextLook == nil)
        let submission = try submit(0, of: &record)
        let operation = submission.entry.operation
        if let code {
            try record.postpone(operation, ProviderError(code, "x"), fence: submission.fence, at: .after(71))
        } else {
            try record.settle(
                operation,
                .refused(code: "2013", message: "cancelled already"),
                fence: submission.fence,
                at: .after(71)
            )
        }
        #expect(record.payment.nextLook == .after(71))
        try record.hear(.paid(cancelled: 12_000), as: .inquiry, at: .after(72))
        #expect(record.payment.state == .cancelled)
        #expect(record.isSound)
    }

    @Test func aRefusedRefundFreesItsAmount() throws {
        var record = try paid(reserving: 12_000)
        let submission = try submit(0, of: &record)
        let refusal = CancellationOutcome.refused(code: "9", message: "no")
        try record.settle(submission.entry.operation, refusal, fence: submission.fence, at: .after(71))
        #expect(record.payment.reserved.isZero)
        #expect(record.payment.state == .paid)
        #expect(record.payment.flags.isEmpty, "the shop is told; no money is where it must not be")
    }

    @Test(arguments: [
        (ProviderError.Code.temporary, CancellationEntry.State.reserved), (.unknown, .unknown), (.conflict, .unknown),
        (.rejectedMessage, .unknown), (.configuration, .refused), (.invalidRequest, .refused),
    ])
    func aFailedRequestLeavesBehindWhatIsKnown(code: ProviderError.Code, expected: CancellationEntry.State) throws {
        var record = try paid(reserving: 5_000)
        let submission = try submit(0, of: &record)
        let error = ProviderError(code, "words")
        try record.postpone(submission.entry.operation, error, fence: submission.fence, at: .after(71))
        #expect(record.cancellations[0].state == expected)
        #expect(record.isSound)
        #expect((record.cancellations[0].nextAttempt == nil) == (expected == .refused))
    }

    /// An answer that never came, or a process that died with the request out.
    @Test(arguments: [true, false], [ProviderError.Code.temporary, .configuration, .unknown])
    func aRepeatThatFailsDoesNotUndoTheFirst(wasKilled: Bool, code: ProviderError.Code) throws {
        var record = try paid(reserving: 5_000)
        let first = try submit(0, of: &record)
        let operation = first.entry.operation
        if !wasKilled {
            let error = ProviderError(.unknown, "no answer")
            try record.postpone(operation, error, fence: first.fence, at: .after(71))
        }
        for turn in 1...2 {
            let again = try submit(0, of: &record, at: .after(1000 * turn))
            #expect(!again.isFirst)
            let error = ProviderError(code, "words")
            try record.postpone(operation, error, fence: again.fence, at: .after(1000 * turn))
            #expect(record.cancellations[0].state == .unknown)
            #expect(record.payment.reserved == Money(5_000, .krw))
        }
    }

    @Test func theGapsGrowAndTheLastOneRepeats() throws {
        var record = try paid(reserving: 5_000)
        var now = Timestamp.after(70)
        var gaps: [Duration] = []
        for _ in 1...7 {
            let submission = try submit(0, of: &record, at: now)
            let error = ProviderError(.temporary, "busy")
            try record.postpone(submission.entry.operation, error, fence: submission.fence, at: now)
            let next = try #require(record.cancellations[0].nextAttempt)
            gaps.append(next - now)
            now = next
        }
        #expect(gaps == [10, 60, 300, 1800, 7200, 7200, 7200].map(Duration.seconds))
    }

    @Test func onlyMoneyThatMustNotStayIsFlagged() throws {
        var given = try PaymentRecord.sample(.unknown)
        _ = given.giveVerdict(at: .after(60))
        try given.hear(.paid(), at: .after(61))
        var closed = try PaymentRecord.sample()
        closed.supersede(by: .new(), at: .after(60))
        let cases: [(PaymentRecord, Set<PaymentFlag>)] = [(given, [.giveBackFailed]), (closed, [])]
        for (record, flags) in cases {
            var record = record
            let submission = try submit(0, of: &record)
            let error = ProviderError(.unknown, "no answer")
            try record.postpone(submission.entry.operation, error, fence: submission.fence, at: .after(71))
            #expect(record.payment.flags == flags)
        }
    }

    /// However the closing ends, or the payment without it.
    @Test(arguments: [
        CancellationOutcome.done(reference: nil), .refused(code: "1", message: "no"), .pending(reference: nil),
    ])
    func aGiveBackThatWasInDoubtIsForgottenWithItsEnd(outcome: CancellationOutcome) throws {
        var record = try PaymentRecord.sample(.pending)
        record.wasToldNotPaid(at: .after(60))
        let first = try submit(0, of: &record)
        let operation = first.entry.operation
        try record.postpone(operation, ProviderError(.unknown, "no answer"), fence: first.fence, at: .after(71))
        #expect(record.payment.flags == [.giveBackFailed])
        let second = try submit(0, of: &record, at: .after(100))
        try record.settle(operation, outcome, fence: second.fence, at: .after(101))
        let isDone = record.cancellations[0].state == .done
        #expect(record.payment.flags == (isDone ? [] : [.giveBackFailed]))
        if !isDone { try record.hear(.unpaid(.expired), at: .after(200)) }
        #expect(record.payment.flags.isEmpty)
    }

    @Test func anUnpaidAttemptIsClosedOnce() throws {
        var record = try PaymentRecord.sample(.pending)
        for _ in 1...2 { record.reserveVoid(origin: .cafe24, at: .after(60)) }
        #expect(record.cancellations.count == 1)
        let submission = try submit(0, of: &record)
        try record.settle(submission.entry.operation, .done(reference: nil), fence: submission.fence, at: .after(71))
        #expect(record.payment.state == .expired)
        #expect(record.payment.nextLook == nil)
        #expect(!record.payment.holdsOrder)
    }

    @Test func aVoidThatCameTooLateAsksThePGAgain() throws {
        var record = try PaymentRecord.sample(.pending)
        record.reserveVoid(origin: .superseded, at: .after(60))
        let submission = try submit(0, of: &record)
        let outcome = CancellationOutcome.alreadyPaid(.paid())
        try record.settle(submission.entry.operation, outcome, fence: submission.fence, at: .after(71))
        #expect(record.cancellations[0].state == .refused)
        #expect(record.payment.nextLook == .after(71))
        #expect(record.payment.state == .pending, "until the PG says so itself")
    }
}
