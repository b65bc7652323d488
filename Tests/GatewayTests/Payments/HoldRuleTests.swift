import ProviderKit
import Testing

@testable import Gateway

/// Money that a bank set aside for a buyer who never came back is let go when nobody can come any more.
@Suite struct HoldRuleTests {
    private func held(_ flow: Flow = .synchronous) throws -> PaymentRecord {
        var record = PaymentRecord(.sample(.sample(flow: flow)))
        record.sessionOpened(.sample(), approver: .provider, at: .after(1))
        try record.hear(.unpaid(.pending(.capture)), as: .inquiry, at: .after(100))
        return record
    }

    @Test(arguments: [Flow.synchronous, .external])
    func aHoldIsKeptAsLongAsItsBuyerMayComeBackAndNoLonger(flow: Flow) throws {
        var record = try held(flow)
        var last = Timestamp.start
        while record.cancellations.isEmpty, let look = record.payment.nextLook {
            #expect(record.payment.verdict == .none)
            last = look
            try record.hear(.unpaid(.pending(.capture)), as: .inquiry, at: look)
        }
        #expect(last == .after(1860), "the session's end, and a minute for the way back")
        #expect(record.cancellations.map(\.kind) == [.void])
        #expect(record.cancellations.map(\.origin) == [.giveBack])
        #expect(record.payment.verdict == .notPaid)
    }

    @Test func afterTheReleaseTheOrderTakesANewAttempt() throws {
        var record = try held()
        try record.hear(.unpaid(.pending(.capture)), as: .inquiry, at: .after(1900))
        let operation = try #require(record.cancellations.first?.operation)
        let submitted = record.submit(operation, at: .after(1901), lease: .seconds(30))
        let submission = try #require(submitted)
        try record.settle(operation, .done(reference: nil), fence: submission.fence, at: .after(1902))
        #expect(record.payment.state == .expired)
        #expect(!record.payment.holdsOrder)
    }

    /// Paid all the same, it goes back: the buyer who never came back has another attempt by then.
    @Test func whatWasTakenBehindTheReleaseGoesBack() throws {
        var record = try held()
        try record.hear(.unpaid(.pending(.capture)), as: .inquiry, at: .after(1900))
        try record.hear(.paid(), at: .after(1910))
        #expect(record.cancellations.map(\.origin) == [.giveBack, .giveBack])
        #expect(record.refunds.last == "12000 reserved")
    }

    @Test func aReturnInTimeHasItTaken() throws {
        var record = try held()
        let claim = try record.approve(at: .after(1850))
        #expect(claim.approval != nil)
        _ = try record.apply(.unpaid(.pending(.capture)), claim, of: .returned(), proof: .presence, at: .after(1851))
        #expect(record.payment.expires > .after(86_400), "the PG is taking it; that may last")
        try record.hear(.unpaid(.pending(.capture)), as: .inquiry, at: .after(3000))
        #expect(record.cancellations.isEmpty)
    }

    /// There a webhook has it taken as well, and it needs no hold.
    @Test func anAsynchronousHoldIsNotReleased() throws {
        var record = try held(.asynchronous)
        try record.hear(.unpaid(.pending(.capture)), as: .inquiry, at: .after(3000))
        #expect(record.cancellations.isEmpty)
    }
}
