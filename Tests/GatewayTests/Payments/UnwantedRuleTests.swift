import ProviderKit
import Testing

@testable import Gateway

/// Money that must not come is stopped on its way, once for each state that the PG shows (ledger, rules 7, 8 and 11).
@Suite struct UnwantedRuleTests {
    /// Why the money may not come.
    enum Why: CaseIterable {
        case wanted, superseded, toldNotPaid, endedByHand

        var origin: CancellationEntry.Origin? {
            switch self {
            case .wanted: nil
            case .superseded: .superseded
            case .toldNotPaid: .giveBack
            case .endedByHand: .operator
            }
        }
    }

    /// What became of a void of ours before the PG shows that the money is on its way.
    enum Earlier: CaseIterable {
        case none, open, refused, done
    }

    private func sample(_ why: Why, _ earlier: Earlier) throws -> PaymentRecord {
        var record = try PaymentRecord.sample(why == .endedByHand ? .unknown : .awaitingBuyer)
        switch why {
        case .wanted: break
        case .superseded: record.payment.superseded = .after(61)
        case .toldNotPaid: record.payment.verdict = .notPaid
        case .endedByHand: try record.decide(paid: false, by: "kim", because: "asked them", at: .after(61))
        }
        guard earlier != .none else { return record }
        record.reserveVoid(origin: .superseded, at: .after(62))
        if earlier == .refused { try record.answer(.refused(code: "1", message: "no"), at: .after(63)) }
        if earlier == .done { record.cancellations[0].state = .done }
        return record
    }

    @Test(arguments: Why.allCases, Earlier.allCases)
    func itIsClosedWhenItSetsOutUnlessAClosingIsUnderWay(why: Why, earlier: Earlier) throws {
        for kind in [PaymentSnapshot.Pending.deposit, .review, .capture] {
            var record = try sample(why, earlier)
            let count = record.cancellations.count
            try record.hear(.unpaid(.pending(kind)))
            let added = record.cancellations.dropFirst(count)
            #expect(added.map(\.origin) == (earlier == .open ? [] : [why.origin].compactMap(\.self)), "\(kind)")
            #expect(added.allSatisfy { $0.kind == .void && $0.nextAttempt == .after(100) })
            #expect(record.payment.state == (why == .endedByHand ? .declined : .pending))
            #expect(record.payment.holdsOrder == false)
        }
    }

    /// What it has refused, it would refuse at every look.
    @Test(arguments: Why.allCases.filter { $0 != .wanted })
    func whatThePGRefusedIsNotSentAgainWhileItSaysTheSame(why: Why) throws {
        var record = try sample(why, .none)
        try record.hear(.unpaid(.pending(.review)))
        var gaps: [Int] = []
        try record.answer(.refused(code: "PENDING_CAPTURE", message: "under review"), at: .after(101))
        for _ in 1...9 {
            let look = try #require(record.payment.nextLook)
            try record.hear(.unpaid(.pending(.review)), as: .inquiry, at: look)
            gaps.append(Int((try #require(record.payment.nextLook) - look) / .seconds(1)))
        }
        #expect(record.cancellations.map(\.state) == [.refused])
        #expect(gaps == [15, 30, 60, 120, 240, 480, 960, 1920, 3840])

        try record.hear(.unpaid(.pending(.deposit)), as: .inquiry, at: .after(9000))
        #expect(record.cancellations.map(\.state) == [.refused, .reserved], "it says something else")
        #expect(record.cancellations.map(\.origin) == Array(repeating: why.origin, count: 2))
        try record.hear(.paid(), as: .inquiry, at: .after(9100))
        #expect(record.cancellations[1].state == .refused, "it is paid")
        #expect(record.refunds.last == (why == .endedByHand ? "0 refused" : "12000 reserved"))
        #expect(record.isSound)
    }

    @Test func whatIsOnItsWayAgainIsClosedAgain() throws {
        var record = try sample(.superseded, .none)
        for turn in 1...3 {
            try record.hear(.unpaid(.pending(.deposit)), at: .after(100 * turn))
            try record.answer(.refused(code: "1", message: "no"), at: .after(100 * turn + 1))
            try record.hear(.unpaid(.expired), at: .after(100 * turn + 2))
        }
        #expect(record.cancellations.map(\.state) == [.refused, .refused, .refused])
    }

    /// A request is not ours to spare: the shop may try again.
    @Test func whatCafe24AskedForDoesNotStandForAClosingOfOurs() throws {
        var record = try PaymentRecord.sample(.pending)
        let request = CancellationRequest(amount: Money(12_000, .krw), amountText: "12000")
        for turn in 1...2 {
            let decision = record.requestCancellation(request, origin: .cafe24, at: .after(60 + turn))
            #expect(decision == .operation(try #require(record.cancellations.last?.operation)))
            try record.answer(.refused(code: "1", message: "no"), at: .after(60 + turn))
        }
        record.wasToldNotPaid(at: .after(70))
        #expect(record.cancellations.map(\.origin) == [.cafe24, .cafe24, .giveBack])
    }

    /// Its price is still to come; until then its money is only closed where nobody can come back for it.
    @Test func anAttemptThatAwaitsItsPriceIsNotClosed() throws {
        var record = PaymentRecord(.sample(.sample(flow: .external)))
        record.sessionOpened(.sample(), approver: .provider, at: .after(1))
        record.payment.verdict = .notPaid
        try record.hear(.unpaid(.pending(.review)))
        #expect(record.cancellations.isEmpty)
    }
}

extension PaymentRecord {
    /// The cancellation made last is sent, and the PG answers.
    fileprivate mutating func answer(_ outcome: CancellationOutcome, at now: Timestamp) throws {
        let operation = try #require(cancellations.last?.operation)
        let submission = submit(operation, at: now, lease: .seconds(30))
        try settle(operation, outcome, fence: try #require(submission).fence, at: now)
    }
}
