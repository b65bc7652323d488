import ProviderKit
import Testing

@testable import Gateway

/// The last word to Cafe24 binds (ledger, rule 11).
@Suite struct VerdictRuleTests {
    @Test(arguments: PaymentState.allCases)
    func aVerdictSaysPaidOnlyOfWhatIsPaid(_ state: PaymentState) throws {
        var record = try PaymentRecord.sample(state)
        let (verdict, awaitsDeposit) = record.giveVerdict(at: .after(99))
        let expected: Verdict = state == .pending ? .none : state.wasPaid ? .paid : .notPaid
        #expect(verdict == expected)
        #expect(awaitsDeposit == (state == .pending))
    }

    @Test func moneyToComeIsNotPromisedWhereNobodyCanBeToldOfIt() throws {
        var record = try PaymentRecord.sample(.pending)
        record.payment.notificationURL = nil
        let said = record.giveVerdict(at: .after(99))
        #expect(said == (.notPaid, false))
    }

    /// A hold on a card, or a deposit's account, of an order that the mall counts as not paid.
    @Test func moneyThatIsOnlyOnItsWayIsLetGoAfterTheVerdict() throws {
        var late = try PaymentRecord.sample(.awaitingBuyer)
        _ = late.giveVerdict(at: .after(50))
        try late.hear(.unpaid(.pending(.capture)))
        var early = try PaymentRecord.sample(.awaitingBuyer)
        early.payment.notificationURL = nil
        try early.hear(.unpaid(.pending(.capture)))
        #expect(early.cancellations.isEmpty)
        _ = early.giveVerdict(at: .after(101))
        for record in [late, early] {
            #expect(record.cancellations.map(\.kind) == [.void])
            #expect(record.cancellations.map(\.origin) == [.giveBack])
        }
        var promised = try PaymentRecord.sample(.awaitingBuyer)
        try promised.hear(.unpaid(.pending(.capture)))
        _ = promised.giveVerdict(at: .after(101))
        #expect(promised.cancellations.isEmpty, "the mall was told that the money comes")
    }

    @Test func whatWasSaidFirstStaysSaid() throws {
        var record = try PaymentRecord.sample(.unknown)
        let first = record.giveVerdict(at: .after(99)).verdict
        try record.hear(.paid())
        let second = record.giveVerdict(at: .after(101)).verdict
        #expect([first, second] == [.notPaid, .notPaid])
        #expect(record.news.count(where: { $0.kind == .verdictGiven }) == 1)
    }

    @Test func moneyThatCameAfterTheVerdictGoesBackOnce() throws {
        var record = try PaymentRecord.sample(.unknown)
        _ = record.giveVerdict(at: .after(99))
        #expect(record.payment.holdsOrder, "it may still turn out paid")
        for seconds in [100, 200] { try record.hear(.paid(), at: .after(seconds)) }
        #expect(record.payment.state == .paid)
        #expect(!record.payment.holdsOrder)
        #expect(!record.payment.isConfirmable)
        #expect(record.cancellations.map(\.origin) == [.giveBack])
        #expect(record.refunds == ["12000 reserved"])
        #expect(record.isSound)
    }

    @Test(arguments: [PaymentState.awaitingBuyer, .pending, .abandoned, .declined, .expired])
    func moneyOfASupersededAttemptGoesBack(_ state: PaymentState) throws {
        var record = try PaymentRecord.sample(state)
        record.supersede(by: .new(), at: .after(90))
        try record.hear(.paid())
        #expect(record.cancellations.last?.origin == .giveBack)
        #expect(record.payment.reserved == Money(12_000, .krw))
        let verdict = record.giveVerdict(at: .after(101)).verdict
        #expect(verdict == .notPaid)
    }

    /// The payment was found paid, the verdict could not be written, and the buyer was told "not paid".
    @Test func aVerdictWrittenLateSendsPaidMoneyBackOnce() throws {
        var record = try PaymentRecord.sample(.paid)
        for seconds in [99, 100] { record.wasToldNotPaid(at: .after(seconds)) }
        #expect(record.payment.verdict == .notPaid)
        #expect(!record.payment.isConfirmable)
        #expect(record.refunds == ["12000 reserved"])
        #expect(record.isSound)
    }

    @Test func whatThePGGaveBackAlreadyIsNotGivenBackAgain() throws {
        var record = try PaymentRecord.sample(.unknown)
        _ = record.giveVerdict(at: .after(99))
        try record.hear(.paid(cancelled: 5_000))
        #expect(record.refunds == ["5000 done", "7000 reserved"])
        #expect(record.payment.state == .partiallyCancelled)
    }

    @Test func aPaidAttemptIsNotSuperseded() throws {
        var record = try PaymentRecord.sample(.paid)
        record.supersede(by: .new(), at: .after(90))
        #expect(record.payment.superseded == nil)
        #expect(record.payment.holdsOrder)
    }

    @Test(arguments: PaymentState.allCases)
    func supersedingClosesWhatIsOpenAtThePG(_ state: PaymentState) throws {
        var record = try PaymentRecord.sample(state)
        let before = record.cancellations.count
        for _ in 1...2 { record.supersede(by: .new(), at: .after(90)) }
        let closes: [PaymentState] = [.awaitingBuyer, .pending, .abandoned, .declined]
        #expect(record.cancellations.count - before == (closes.contains(state) ? 1 : 0))
    }

    @Test func aSessionThatOpensTooLateIsClosedAtOnce() throws {
        var record = PaymentRecord(.sample())
        record.supersede(by: .new(), at: .after(1))
        #expect(record.cancellations.isEmpty)
        record.sessionOpened(.sample(), approver: .gateway, at: .after(2))
        #expect(record.cancellations.map(\.kind) == [.void])
        #expect(record.payment.nextLook == .after(2))
    }

    @Test func theFirstReadingTellsAndReadingsAreLimited() throws {
        var record = try PaymentRecord.sample(.paid)
        let twice = PaymentRecord.StatusLimits(times: 2, minutes: 10)
        let three = [100, 101, 102].map { record.statusRead(limits: twice, at: .after($0)) }
        #expect(three == [true, true, false])
        #expect(record.payment.firstRead == .after(100))
        #expect(record.payment.verdict == .paid)

        var other = try PaymentRecord.sample(.paid)
        let minutes = PaymentRecord.StatusLimits(times: 0, minutes: 10)
        let late = [100, 700, 701].map { other.statusRead(limits: minutes, at: .after($0)) }
        #expect(late == [true, true, false])
        var unpaid = try PaymentRecord.sample(.declined)
        let all = (1...5).map { unpaid.statusRead(limits: twice, at: .after(100 + $0)) }
        #expect(all == Array(repeating: true, count: 5))
        #expect(unpaid.payment.reads == 0)
    }

    @Test(arguments: PaymentState.allCases)
    func anOperatorDecidesOnlyWhatIsOpen(_ state: PaymentState) throws {
        for paid in [true, false] {
            var record = try PaymentRecord.sample(state)
            guard [.unknown, .settling, .pending].contains(state) else {
                #expect(throws: DecisionRefused.self) {
                    try record.decide(paid: paid, by: "kim", because: "seen", at: .after(99))
                }
                continue
            }
            try record.decide(paid: paid, by: "kim", because: "seen", at: .after(99))
            #expect(record.payment.state == (paid ? .paid : .declined))
            #expect(record.payment.flags == [.decidedByHand])
            #expect(record.payment.holdsOrder == paid)
            #expect(record.isSound)
        }
    }

    @Test func anOperatorDoesNotDecideWhileSomebodySettles() throws {
        var record = try PaymentRecord.sample(.unknown)
        _ = try record.approve(at: .after(90))
        #expect(throws: DecisionRefused.self) {
            try record.decide(paid: true, by: "kim", because: "seen", at: .after(91))
        }
    }
}
