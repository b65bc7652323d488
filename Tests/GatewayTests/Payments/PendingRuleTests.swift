import ProviderKit
import Testing

@testable import Gateway

/// How long money that is to come is waited for, and how often the PG is asked about it (ledger, rules 7 and 12).
@Suite struct PendingRuleTests {
    private static let day = 86_400

    private func pending(until deadline: Timestamp?) throws -> PaymentRecord {
        var record = try PaymentRecord.sample()
        let account = deadline.map { VirtualAccount(bank: "KB", number: "110-123", holder: "Shop", expires: $0) }
        let issued = PaymentSnapshot(.pending(.deposit), paid: .zero(.krw), virtualAccount: account)
        try record.hear(issued, at: .after(60))
        return record
    }

    @Test(arguments: [(3 * Self.day, 3 * Self.day), (600, 1800), (nil, 14 * Self.day)])
    func aDepositIsWaitedForAsLongAsItsAccountIsOpen(closes: Int?, expected: Int) throws {
        let record = try pending(until: closes.map { .after($0) })
        #expect(record.payment.state == .pending)
        #expect(record.payment.expires == .after(expected), "no shorter than the session, and 14 days unless told")
    }

    /// Whatever told the mall that it was there, the outbox tells that it is gone.
    @Test(arguments: [Flow.synchronous, .asynchronous])
    func aDepositThatIsTakenBackIsTold(flow: Flow) throws {
        var record = PaymentRecord(.sample(.sample(flow: flow)))
        record.sessionOpened(.sample(), approver: .provider, at: .after(1))
        let courses: [PaymentSnapshot] = [.unpaid(.pending(.deposit)), .paid(), .unpaid(.pending(.deposit)), .paid()]
        for (turn, snapshot) in courses.enumerated() { try record.hear(snapshot, at: .after(60 + turn)) }
        let issued = flow == .synchronous ? [] : [false]
        #expect(record.announcements.map(\.isDone) == issued + [true, false, true])
        #expect(record.payment.flags == [.depositTakenBack])
    }

    /// A transfer takes hours; nobody is asked each minute for days.
    @Test func theGapsDoubleUpToSixHours() throws {
        var record = try pending(until: .after(3 * Self.day))
        var gaps: [Int] = []
        for _ in 1...13 {
            let look = try #require(record.payment.nextLook)
            try record.hear(.unpaid(.pending(.deposit)), as: .inquiry, at: look)
            gaps.append(Int((try #require(record.payment.nextLook) - look) / .seconds(1)))
        }
        #expect(gaps == [15, 30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600])
    }

    @Test func itIsAskedAboutADayLongerThanTheAccountIsOpenAndThenFlagged() throws {
        var record = try pending(until: .after(3 * Self.day))
        var last = Timestamp.start
        while let look = record.payment.nextLook {
            last = look
            try record.hear(.unpaid(.pending(.deposit)), as: .inquiry, at: look)
        }
        #expect(last > .after(3 * Self.day) && last <= .after(4 * Self.day))
        #expect(record.payment.state == .pending, "the clock proves nothing")
        #expect(record.payment.flags == [.unresolved])
    }
}
