import ProviderKit
import Testing

@testable import Gateway

/// What an operator decided stands until there is evidence that it is not so.
@Suite struct HandDecisionTests {
    private static let request = CancellationRequest(
        amount: Money(12_000, .krw),
        amountText: "12000",
        notificationURL: "https://mall.example/cancelled"
    )

    /// The mall was told once that the account was issued.
    @Test func aDepositDeclinedByHandIsNotPendingAgain() throws {
        var record = PaymentRecord(.sample(.sample(flow: .asynchronous)))
        record.sessionOpened(.sample(), approver: .provider, at: .after(1))
        try record.hear(.unpaid(.pending(.deposit)), at: .after(60))
        try record.decide(paid: false, by: "kim", because: "the buyer called", at: .after(70))
        for seconds in [80, 90] { try record.hear(.unpaid(.pending(.deposit)), as: .inquiry, at: .after(seconds)) }
        #expect(record.payment.state == .declined)
        #expect(record.announcements.map(\.isDone) == [false])
        #expect(record.news.last { $0.kind == .lateNews }?.facts["says"] == "pending")
        #expect(record.cancellations.map(\.kind) == [.void])

        try record.hear(.paid(), at: .after(200))
        #expect(record.payment.state == .paid)
        #expect(record.payment.isConfirmable, "Cafe24 was told nothing that binds")
        #expect(record.announcements.map(\.isDone) == [false, true])
        #expect(record.cancellations.map(\.state) == [.refused])
    }

    @Test func aDepositThatTheClosingEndsNeedsNoMoreLooks() throws {
        var record = try PaymentRecord.sample(.pending)
        try record.decide(paid: false, by: "kim", because: "the buyer called", at: .after(70))
        try record.hear(.unpaid(.pending(.deposit)), as: .inquiry, at: .after(80))
        let operation = try #require(record.cancellations.first?.operation)
        let submission = record.submit(operation, at: .after(81), lease: .seconds(30))
        try record.settle(operation, .done(reference: nil), fence: try #require(submission).fence, at: .after(82))
        #expect(record.payment.state == .declined)
        #expect(record.payment.nextLook == nil)
        #expect(record.payment.flags == [.decidedByHand])
    }

    @Test func whatIsPaidByHandIsNotClosedAnyMore() throws {
        var record = try PaymentRecord.sample(.pending)
        let asked = record.requestCancellation(Self.request, origin: .cafe24, at: .after(61))
        try record.decide(paid: true, by: "kim", because: "seen on the account", at: .after(70))
        #expect(asked == .operation(record.cancellations[0].operation))
        #expect(record.cancellations.map(\.state) == [.refused])
        #expect(record.cancellations[0].reason == .wasPaidBefore)
        #expect(record.announcements.map(\.kind) == [.cancellation, .payment])
        #expect(record.payment.holdsOrder)
        let sent = record.submit(record.cancellations[0].operation, at: .after(71), lease: .seconds(30))
        #expect(sent == nil)
    }

    /// It may have closed the payment.
    @Test func aClosingThatWasSentIsFollowedToItsEnd() throws {
        var record = try PaymentRecord.sample(.pending)
        record.reserveVoid(origin: .cafe24, request: Self.request, at: .after(60))
        let operation = record.cancellations[0].operation
        let submission = record.submit(operation, at: .after(61), lease: .seconds(30))
        let error = ProviderError(.unknown, "no answer")
        try record.postpone(operation, error, fence: try #require(submission).fence, at: .after(62))
        try record.decide(paid: true, by: "kim", because: "seen on the account", at: .after(70))
        #expect(record.cancellations.map(\.state) == [.unknown])
        #expect(record.cancellations[0].nextAttempt != nil)
    }
}
