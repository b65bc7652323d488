import ProviderKit
import Testing

@testable import Gateway

/// An approval, what it is repeated with, and when it counts as never begun (ledger, rules 1 and 7).
@Suite struct ApprovalRuleTests {
    private static let other = Evidence.returned("other")

    private func claim(_ evidence: Evidence, _ record: inout PaymentRecord, repeating: Bool = false, at seconds: Int)
        throws -> PaymentRecord.Claim
    {
        try record.claim(
            evidence,
            approving: true,
            repeating: repeating,
            by: "buyer",
            at: .after(seconds),
            lease: .seconds(30)
        ).claim()
    }

    @Test func theEvidenceOfAnApprovalIsTheOneItWasBegunWith() throws {
        var record = try PaymentRecord.sample()
        let first = try claim(.returned(), &record, at: 10)
        #expect(first.part == .begins)
        #expect(record.beginsApproval)
        _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), first, at: .after(11))

        let second = try claim(Self.other, &record, at: 20)
        #expect(second.part == .other)
        #expect(second.approval == first.approval, "it is given all the same")
        #expect(record.evidence?.name == Self.other.name && !record.beginsApproval, "and kept beside the other")
    }

    /// A payment whose evidence came to nothing is free for other evidence.
    @Test(arguments: [ProviderError.Code.rejectedMessage, .temporary, .configuration])
    func whereNothingWasSentTheNextEvidenceBeginsTheApproval(code: ProviderError.Code) throws {
        var record = try PaymentRecord.sample()
        let first = try claim(Self.other, &record, at: 10)
        _ = try record.verifyFailed(ProviderError(code, "words"), first, at: .after(11))
        let second = try claim(.returned(), &record, at: 20)
        #expect(second.part == .begins && record.beginsApproval)
    }

    /// The reconciler's repeats are no sign of life: the gaps between them grow, and end.
    @Test func aRepeatIsNeitherKeptAgainNorASignOfLife() throws {
        var begun = try PaymentRecord.sample(.unknown)
        let sign = begun.payment.lastSign
        begun = PaymentRecord(begun.payment)
        var gaps: [Int] = []
        for _ in 1...4 {
            let look = try #require(begun.payment.nextLook)
            let claim = try begun.repeatApproval(at: look)
            #expect(claim.part == .repeats)
            _ = try begun.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: look)
            gaps.append(Int((try #require(begun.payment.nextLook) - look) / .seconds(1)))
        }
        #expect(begun.evidence == nil)
        #expect(begun.payment.lastSign == sign)
        #expect(gaps == [15, 30, 60, 60])
    }

    /// Then only the clock is left, at a PG that would not even say that it knows of nothing.
    @Test(arguments: [ProviderError.Code.rejectedMessage, .temporary, .configuration])
    func anApprovalThatWasNeverSentIsAsIfItHadNeverBegun(code: ProviderError.Code) throws {
        var record = try PaymentRecord.sample()
        let claim = try claim(.returned(), &record, at: 10)
        #expect(record.payment.holdsOrder)
        _ = try record.verifyFailed(ProviderError(code, "words"), claim, at: .after(11))
        #expect(record.payment.approval == nil)
        #expect(!record.payment.holdsOrder)
        record.rest(at: .after(1800))
        #expect(record.payment.state == .expired)
    }

    @Test(arguments: [ProviderError.Code.rejectedMessage, .temporary, .configuration])
    func whatWasOnceInDoubtDoesNotEndByTheClock(code: ProviderError.Code) throws {
        var record = try PaymentRecord.sample(.unknown)
        let approval = record.payment.approval
        for turn in 1...2 {
            let claim = try claim(.returned(), &record, repeating: true, at: 100 * turn)
            _ = try record.verifyFailed(ProviderError(code, "words"), claim, at: .after(100 * turn + 1))
            #expect(record.payment.state == .unknown)
            #expect(record.payment.approval == approval)
            #expect(record.payment.holdsOrder)
        }
        try record.hear(.unpaid(.open), as: .inquiry, at: .after(400))
        #expect(record.payment.state == .awaitingBuyer)
        record.rest(at: .after(1800))
        #expect(record.payment.state == .awaitingBuyer)
        #expect(record.payment.nextLook != nil, "the PG is asked")
    }

    /// Another attempt took the order while this one was at the PG.
    @Test func anOrderLostMeanwhileIsNotTakenBack() throws {
        var record = try PaymentRecord.sample()
        record.payment.holdsOrder = true
        let claim = try claim(.returned(), &record, at: 10)
        record.loseOrder(at: .after(11))
        _ = try record.verifyFailed(ProviderError(.temporary, "busy"), claim, at: .after(12))
        #expect(!record.payment.holdsOrder)
    }
}
