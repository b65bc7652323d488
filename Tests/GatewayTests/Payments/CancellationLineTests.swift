import ProviderKit
import Testing

@testable import Gateway

/// Refunds of one payment are sent one after another, in the order of their reservation (ledger, rule 4).
@Suite struct CancellationLineTests {
    private func reserving(_ amounts: Int64...) throws -> PaymentRecord {
        var record = try PaymentRecord.sample(.paid)
        for amount in amounts { record.reserveRefund(Money(amount, .krw), origin: .cafe24, at: .after(60)) }
        #expect(record.cancellations.count == amounts.count)
        return record
    }

    private func submit(_ index: Int, of record: inout PaymentRecord, at now: Timestamp) -> PaymentRecord.Submission? {
        record.submit(record.cancellations[index].operation, at: now, lease: .seconds(30))
    }

    @Test func aLaterOneWaitsAlsoWhenTheEarlierOneWasNeverSent() throws {
        var record = try reserving(3_000, 2_000)
        #expect(submit(1, of: &record, at: .after(70)) == nil)
        #expect(submit(0, of: &record, at: .after(70)) != nil)
        #expect(submit(1, of: &record, at: .after(71)) == nil, "the earlier one is under way")
        #expect(submit(1, of: &record, at: .after(500)) == nil, "and nobody knows what became of it")
    }

    @Test(arguments: [ProviderError.Code.temporary, .unknown, .conflict, .rejectedMessage])
    func oneWithoutAnAnswerHoldsUpTheOthersHoweverLongItRests(code: ProviderError.Code) throws {
        var record = try reserving(3_000, 2_000)
        let first = try #require(submit(0, of: &record, at: .after(70)))
        let error = ProviderError(code, "words")
        try record.postpone(first.entry.operation, error, fence: first.fence, at: .after(71))
        #expect(record.nextInLine(at: .after(71)) == nil, "it rests")
        #expect(submit(1, of: &record, at: .after(72)) == nil)
        #expect(record.nextInLine(at: .after(500)) == first.entry.operation)
        #expect(submit(0, of: &record, at: .after(500)) != nil)
    }

    /// The PG counts a refund that it has accepted, so the next one's remainder is right.
    @Test(arguments: [
        (CancellationOutcome.done(reference: nil), Int64(9_000)), (.pending(reference: "r1"), 9_000),
        (.refused(code: "9", message: "no"), 12_000),
    ])
    func anyAnswerLetsTheNextOneGo(outcome: CancellationOutcome, remains: Int64) throws {
        var record = try reserving(3_000, 2_000)
        let first = try #require(submit(0, of: &record, at: .after(70)))
        try record.settle(first.entry.operation, outcome, fence: first.fence, at: .after(71))
        #expect(record.nextInLine(at: .after(71)) == record.cancellations[1].operation)
        let second = try #require(submit(1, of: &record, at: .after(71))).cancellation
        #expect(second.remainingBefore == Money(remains, .krw))
        #expect(second.remainingAfter == Money(remains - 2_000, .krw))
        #expect(record.nextInLine(at: .after(72)) == nil, "it is under way")
    }

    /// What is refused before it was sent leaves nothing in doubt.
    @Test func aRequestThatIsSurelyRefusedLetsTheNextOneGo() throws {
        var record = try reserving(3_000, 2_000)
        let first = try #require(submit(0, of: &record, at: .after(70)))
        let error = ProviderError(.invalidRequest, "no such thing")
        try record.postpone(first.entry.operation, error, fence: first.fence, at: .after(71))
        #expect(record.nextInLine(at: .after(71)) == record.cancellations[1].operation)
    }

    @Test func aVoidNobodyKnowsTheFateOfHoldsUpNoRefund() throws {
        var record = try PaymentRecord.sample(.pending)
        record.supersede(by: .new(), at: .after(60))
        let void = try #require(submit(0, of: &record, at: .after(70)))
        let error = ProviderError(.unknown, "no answer")
        try record.postpone(void.entry.operation, error, fence: void.fence, at: .after(71))
        try record.hear(.paid(), at: .after(100))
        #expect(record.refunds == ["0 refused", "12000 reserved"], "what is paid was not closed")
        #expect(record.nextInLine(at: .after(101)) == record.cancellations[1].operation)
        #expect(submit(1, of: &record, at: .after(101)) != nil)
    }
}
