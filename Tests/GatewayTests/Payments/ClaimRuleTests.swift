import ProviderKit
import Testing

@testable import Gateway

/// Who may settle, who may approve, and what is left behind where that fails (ledger, rules 1 and 3).
@Suite struct ClaimRuleTests {
    @Test(arguments: PaymentState.allCases)
    func onlyAnAttemptThatIsStillOpenIsApproved(_ state: PaymentState) throws {
        var record = try PaymentRecord.sample(state)
        let outcome = record.claim(.returned(), approving: true, by: "buyer", at: .after(100), lease: .seconds(30))
        switch outcome {
        case .settled: #expect(state.wasPaid)
        case .busy: Issue.record("nobody works on it")
        case .claimed(let claim):
            #expect((claim.approval != nil) == ![.declined, .reversed].contains(state))
            #expect((record.payment.state == .settling) == (claim.approval != nil))
        }
    }

    /// A crash amid a PG's report leaves a look due.
    @Test func aLookAtWhatIsAllBackIsNotDueForEver() throws {
        var record = try PaymentRecord.sample(.cancelled)
        record.payment.nextLook = .after(100)
        guard case .settled = record.claim(.inquiry, approving: false, by: "gateway", at: .after(100), lease: .zero)
        else { throw Unexpected() }
        #expect(record.payment.nextLook == nil)
    }

    @Test func aSupersededAttemptIsNeverApproved() throws {
        var record = try PaymentRecord.sample()
        record.supersede(by: .new(), at: .after(50))
        let claim = try record.approve(at: .after(60))
        #expect(claim.approval == nil)
        #expect(record.payment.state == .awaitingBuyer)
        #expect(!record.payment.holdsOrder)
    }

    @Test func whatCafe24WasToldIsNotPaidIsNeverApproved() throws {
        var record = try PaymentRecord.sample()
        _ = record.giveVerdict(at: .after(50))
        let claim = try record.approve(at: .after(60))
        #expect(claim.approval == nil)
    }

    @Test func anApprovalKeepsItsOperationOnEveryRepeat() throws {
        var record = try PaymentRecord.sample()
        let first = try record.approve(at: .after(10))
        let second = try record.approve(at: .after(50))
        #expect(first.approval != nil)
        #expect(second.approval == first.approval)
        #expect(second.fence == first.fence + 1)
        #expect(record.news.count(where: { $0.kind == .approvalReserved }) == 1)
    }

    /// A clock that is set back by some minutes, or an instance whose clock is behind.
    @Test(arguments: [-300, 300])
    func whatNobodyWorksOnIsFreeOnEveryClock(skew: Int) throws {
        var record = PaymentRecord(.sample())
        record.sessionOpened(.sample(), approver: .provider, at: .after(600))
        let first = try record.approve(at: .after(600 + skew))
        _ = try record.verifyFailed(ProviderError(.temporary, "no"), first, at: .after(600))
        let second = try record.approve(at: .after(600 + skew))
        _ = try record.apply(.paid(), second, of: .returned(), proof: .presence, at: .after(600))
        _ = record.reserveRefund(record.payment.paid, origin: .cafe24, at: .after(600 + skew))
        let operation = try #require(record.cancellations.last?.operation)
        let submission = record.submit(operation, at: .after(600 + skew), lease: .seconds(30))
        #expect(submission != nil)
    }

    @Test func aLeaseKeepsOthersOutUntilItEnds() throws {
        var record = try PaymentRecord.sample()
        let late = try record.approve(at: .after(10))
        guard case .busy = record.claim(.notified, approving: false, by: "pg", at: .after(39), lease: .seconds(30))
        else {
            throw Unexpected()
        }
        _ = try record.claim(.notified, approving: false, by: "pg", at: .after(40), lease: .seconds(30)).claim()
        #expect(throws: StaleClaim.self) {
            try record.apply(.paid(), late, of: .returned(), proof: .presence, at: .after(41))
        }
        #expect(throws: StaleClaim.self) {
            try record.verifyFailed(ProviderError(.temporary, "late"), late, at: .after(41))
        }
    }

    @Test(arguments: [
        (ProviderError.Code.temporary, PaymentState.awaitingBuyer), (.rejectedMessage, .awaitingBuyer),
        (.configuration, .awaitingBuyer), (.invalidRequest, .declined), (.unknown, .unknown), (.conflict, .unknown),
    ])
    func aFailedApprovalLeavesBehindWhatIsKnown(code: ProviderError.Code, expected: PaymentState) throws {
        var record = try PaymentRecord.sample()
        let claim = try record.approve(at: .after(10))
        let payment = try record.verifyFailed(ProviderError(code, "words"), claim, at: .after(11))
        #expect(payment.state == expected)
        #expect(payment.flags == (code == .configuration ? [.misconfigured] : []))
        #expect(payment.nextLook != nil, "it may still be paid in another tab")
    }

    /// A repeat that fails says nothing of what was sent before it.
    @Test(arguments: [PaymentState.unknown, .settling])
    func aFailedRepeatDoesNotSettleWhatIsUnknown(_ state: PaymentState) throws {
        for code in [ProviderError.Code.temporary, .rejectedMessage, .configuration, .invalidRequest, .unknown] {
            for approving in [true, false] {
                var record = try PaymentRecord.sample(state)
                let outcome = record.claim(.returned(), approving: approving, by: "buyer", at: .after(99), lease: .zero)
                let payment = try record.verifyFailed(ProviderError(code, "words"), try outcome.claim(), at: .after(99))
                #expect(payment.state == .unknown, "\(code), \(approving)")
                #expect(payment.holdsOrder)
            }
        }
    }

    @Test(arguments: [PaymentState.awaitingBuyer, .pending, .paid, .declined])
    func anInquiryThatFailsChangesNoState(_ state: PaymentState) throws {
        for code in [ProviderError.Code.temporary, .rejectedMessage, .configuration, .invalidRequest, .unknown] {
            var record = try PaymentRecord.sample(state)
            let outcome = record.claim(.inquiry, approving: false, by: "reconciler", at: .after(99), lease: .zero)
            let payment = try record.verifyFailed(ProviderError(code, "words"), try outcome.claim(), at: .after(99))
            #expect(payment.state == state)
        }
    }

    /// An approval is repeated with what it was begun with, whatever door the buyer comes back by later.
    @Test(arguments: [ReturnDoor.cancel, .failure, .success])
    func aLaterReturnDoesNotReplaceTheEvidenceOfAnApproval(door: ReturnDoor) throws {
        var begun = try PaymentRecord.sample()
        let claim = try begun.approve(at: .after(10))
        #expect(begun.evidence != nil)
        _ = try begun.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: .after(11))
        var record = PaymentRecord(begun.payment)
        let later = Evidence.returned(InboundMessage(method: "GET", path: "/return", query: "later=1"), via: door)
        _ = try record.claim(later, approving: false, by: "buyer", at: .after(100), lease: .zero).claim()
        #expect(record.evidence == nil)
        #expect(record.payment.lastSign == .after(100), "it is a sign of life all the same")
    }

    @Test func evidenceIsKeptButAnInquiryHasNone() throws {
        var record = try PaymentRecord.sample()
        _ = record.claim(.inquiry, approving: false, by: "reconciler", at: .after(60), lease: .zero)
        #expect(record.evidence == nil)
        #expect(record.payment.lastSign == .after(1))
        _ = record.claim(.notified, approving: false, by: "pg", at: .after(70), lease: .zero)
        #expect(record.evidence != nil)
        #expect(record.payment.lastSign == .after(70))
    }
}
