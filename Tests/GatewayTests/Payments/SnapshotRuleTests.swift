import ProviderKit
import Testing

@testable import Gateway

/// What the PG says, in each state a payment may be in (ledger, rule 2).
@Suite struct SnapshotRuleTests {
    /// The call may have taken a minute, so the buyer's return is long ago when nobody knows how it ended.
    @Test func anApprovalWithoutAnAnswerIsAskedAboutSoonAfterItsEnd() throws {
        var record = try PaymentRecord.sample()
        let claim = try record.approve(at: .after(10), lease: .seconds(75))
        _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: .after(70))
        #expect(record.payment.nextLook == .after(85))
        for (look, next) in [(85, 100), (100, 130)] {
            let outcome = record.claim(.inquiry, approving: false, by: "gateway", at: .after(look), lease: .seconds(75))
            _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), try outcome.claim(), at: .after(look))
            #expect(record.payment.nextLook == .after(next), "and then at growing gaps")
        }
    }

    private static let statuses: [PaymentSnapshot.Status] = [
        .open, .abandoned, .pending(.deposit), .paid, .declined(code: "51", message: "no"),
        .buyerActs(resume: "https://pg.example"), .expired, .reversed, .absent, .unknown("?"),
    ]

    /// States after ``statuses``, in their order, where the PG reports by itself and its inquiry proves absence.
    private static let reported: [(PaymentState, [PaymentState])] = [
        (
            .opened,
            [.opened, .abandoned, .pending, .paid, .declined, .opened, .expired, .reversed, .abandoned, .opened]
        ),
        (
            .awaitingBuyer,
            [
                .awaitingBuyer, .abandoned, .pending, .paid, .declined, .awaitingBuyer, .expired, .reversed,
                .abandoned, .awaitingBuyer,
            ]
        ),
        (
            .settling,
            [
                .unknown, .abandoned, .pending, .paid, .declined, .awaitingBuyer, .expired, .reversed,
                .abandoned, .unknown,
            ]
        ),
        (
            .unknown,
            [
                .unknown, .abandoned, .pending, .paid, .declined, .awaitingBuyer, .expired, .reversed,
                .abandoned, .unknown,
            ]
        ),
        (
            .pending,
            [
                .awaitingBuyer, .abandoned, .pending, .paid, .declined, .pending, .expired, .reversed, .abandoned,
                .pending,
            ]
        ),
        (.paid, [.paid, .paid, .pending, .paid, .paid, .paid, .paid, .paid, .paid, .paid]),
        (.partiallyCancelled, Array(repeating: .partiallyCancelled, count: 10)),
        (.cancelled, Array(repeating: .cancelled, count: 10)),
        (.declined, dead(.declined)), (.abandoned, dead(.abandoned)), (.expired, dead(.expired)),
        (.reversed, dead(.reversed)),
    ]

    private static func dead(_ state: PaymentState) -> [PaymentState] {
        [state, .abandoned, .pending, .paid, .declined, state, .expired, .reversed, .abandoned, state]
    }

    @Test(arguments: reported)
    func aReportLeadsToTheStateItProves(from state: PaymentState, to expected: [PaymentState]) throws {
        for (status, expected) in zip(Self.statuses, expected) {
            var record = try PaymentRecord.sample(state)
            let snapshot: PaymentSnapshot =
                status == .paid ? .paid(cancelled: record.payment.cancelled.minorUnits) : .unpaid(status)
            try record.hear(snapshot)
            #expect(record.payment.state == expected, "\(state) hears \(status.name)")
            #expect(record.isSound)
        }
    }

    /// What an approval was sent for is undecided until the PG's word proves something; the clock proves nothing.
    @Test(arguments: [PaymentState.settling, .unknown], [InquiryProof.nothing, .presence])
    func withoutProofOfAbsenceAnUnknownApprovalStaysUnknown(state: PaymentState, proof: InquiryProof) throws {
        for status in [PaymentSnapshot.Status.open, .absent, .unknown("?")] {
            for evidence in [Evidence.inquiry, .notified, .returned()] {
                var record = try PaymentRecord.sample(state)
                try record.hear(.unpaid(status), as: evidence, proof: proof)
                #expect(record.payment.state == .unknown)
                var again = try PaymentRecord.sample(state)
                let claim = try again.approve(at: .after(100))
                _ = try again.apply(.unpaid(status), claim, of: evidence, proof: proof, at: .after(101))
                #expect(again.payment.state == .unknown, "approved once more, \(status.name)")
            }
        }
    }

    /// The buyer has done all, and the approval can be given again: only its own evidence, or none at all, ends it.
    @Test(arguments: [Verdict.none, .notPaid])
    func thatTheSessionIsOpenEndsNoApprovalThatOtherEvidenceCannotRepeat(verdict: Verdict) throws {
        let cancelled = Evidence.returned(InboundMessage(method: "GET", path: "/return"), via: .cancel)
        for evidence in [Evidence.notified, cancelled, .returned("bare"), .inquiry] {
            var record = try PaymentRecord.sample(.unknown)
            record.payment.verdict = verdict
            try record.hear(.unpaid(.open), as: evidence)
            let isRepeatable = verdict == .none && !evidence.isInquiry
            let ended: PaymentState = verdict == .none ? .awaitingBuyer : .abandoned
            #expect(record.payment.state == (isRepeatable ? .unknown : ended), "\(evidence.name)")
        }
        var repeated = try PaymentRecord.sample(.unknown)
        let claim = try repeated.repeatApproval(at: .after(100))
        _ = try repeated.apply(.unpaid(.open), claim, of: .returned(), proof: .presenceAndAbsence, at: .after(101))
        #expect(repeated.payment.state == .awaitingBuyer)
    }

    /// A module may say so for no other reason than the address by which the browser came; anybody can type that.
    @Test(arguments: [PaymentSnapshot.Status.abandoned, .declined(code: "51", message: "no")])
    func aBrowsersDoorAloneEndsNoUnknownApproval(status: PaymentSnapshot.Status) throws {
        for (door, proof, ends) in [
            (ReturnDoor.cancel, InquiryProof.presence, false), (.failure, .nothing, false),
            (.cancel, .presenceAndAbsence, true), (.success, .presence, true),
        ] {
            var record = try PaymentRecord.sample(.unknown)
            let back = Evidence.returned(InboundMessage(method: "GET", path: "/return"), via: door)
            try record.hear(.unpaid(status), as: back, proof: proof)
            #expect(record.payment.state.isDead == ends, "\(door), \(proof)")
            #expect(ends || record.payment.state == .unknown)
        }
        var reported = try PaymentRecord.sample(.unknown)
        try reported.hear(.unpaid(status), as: .notified, proof: .presence)
        #expect(reported.payment.state.isDead, "the PG itself says so")
    }

    @Test(arguments: [
        (PaymentSnapshot.Status.open, PaymentState.abandoned), (.abandoned, .abandoned), (.paid, .paid),
        (.declined(code: "51", message: "no"), .declined), (.pending(.deposit), .pending),
        (.buyerActs(resume: "x"), .awaitingBuyer), (.reversed, .reversed), (.absent, .unknown),
        (.unknown("?"), .unknown),
    ])
    func anApprovalEndsAsThePGSays(status: PaymentSnapshot.Status, expected: PaymentState) throws {
        var record = try PaymentRecord.sample()
        let claim = try record.approve(at: .after(10))
        #expect(record.payment.state == .settling)
        #expect(record.payment.holdsOrder)
        let snapshot: PaymentSnapshot = status == .paid ? .paid() : .unpaid(status)
        let payment = try record.apply(snapshot, claim, of: .returned(), proof: .presence, at: .after(11))
        #expect(payment.state == expected)
        #expect(payment.holdsOrder == !payment.state.isDead)
        #expect(payment.lease.until <= .after(11))
    }

    @Test func aLateFailureNeverOverwritesAPaidPayment() throws {
        var record = try PaymentRecord.sample(.paid)
        try record.hear(.unpaid(.declined(code: "51", message: "no")))
        #expect(record.payment.state == .paid)
        #expect(record.payment.paid == Money(12_000, .krw))
        #expect(record.payment.holdsOrder)
        #expect(record.news.last?.kind == .lateNews)
    }

    @Test func aDepositThatIsTakenBackIsFlagged() throws {
        var record = try PaymentRecord.sample(.paid)
        try record.hear(.unpaid(.pending(.deposit)))
        #expect(record.payment.flags == [.depositTakenBack])
        #expect(record.payment.paid.isZero)
        #expect(!record.payment.isConfirmable)
    }

    @Test(arguments: [PaymentState.awaitingBuyer, .settling, .unknown, .declined])
    func anotherAmountIsKeptAndFlaggedAndNotConfirmed(state: PaymentState) throws {
        for paid in [Money(11_999, .krw), Money(12_001, .krw), Money(12_000, .usd), .zero(.usd)] {
            var record = try PaymentRecord.sample(state)
            try record.hear(PaymentSnapshot(.paid, paid: paid))
            #expect(record.payment.state == .unknown)
            #expect(record.payment.flags == [.conflictingAmount])
            #expect(record.payment.paid.isZero)
            #expect(!record.payment.isConfirmable)
            #expect(record.news.contains { $0.kind == .conflict })
        }
    }

    @Test func anotherAmountDoesNotShakeAPaidPayment() throws {
        var record = try PaymentRecord.sample(.paid)
        try record.hear(.paid(won: 1))
        #expect(record.payment.state == .paid)
        #expect(record.payment.paid == Money(12_000, .krw))
        #expect(record.payment.flags == [.conflictingAmount])
    }

    @Test func paymentsThatAreOverRestAndOthersAreLookedAtAgain() throws {
        for state in PaymentState.allCases where state != .opened && state != .settling {
            let isLookedAt = [.awaitingBuyer, .pending, .unknown, .abandoned, .declined].contains(state)
            #expect((try PaymentRecord.sample(state).payment.nextLook != nil) == isLookedAt, "\(state)")
        }
    }

    /// There was a reason to ask about a paid payment, and the reason stands.
    @Test func aLookThatGotNoAnswerIsRepeated() throws {
        var record = try PaymentRecord.sample(.paid)
        let outcome = record.claim(.notified, approving: false, by: "pg", at: .after(100), lease: .seconds(30))
        let claim = try outcome.claim()
        _ = try record.verifyFailed(ProviderError(.temporary, "busy"), claim, at: .after(101))
        #expect(record.payment.nextLook == .after(115))
        try record.hear(.paid(), at: .after(115))
        #expect(record.payment.nextLook == nil)
    }

    @Test func anUnknownPaymentIsFlaggedWhenNobodyIsAskedAnyMore() throws {
        var record = try PaymentRecord.sample(.unknown)
        try record.hear(.unpaid(.unknown("?")), as: .inquiry, at: .after(1800 + 86_400))
        #expect(record.payment.state == .unknown)
        #expect(record.payment.nextLook == nil)
        #expect(record.payment.flags == [.unresolved])
    }
}
