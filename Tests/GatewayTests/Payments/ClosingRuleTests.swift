import ProviderKit
import Testing

@testable import Gateway

/// Closing an attempt that awaits its money, and what the PG says of that attempt meanwhile (ledger, rule 12).
@Suite struct ClosingRuleTests {
    /// How far the closing had come when the PG's word on the attempt arrived.
    enum Step: CaseIterable {
        case reserved, killed, unanswered, accepted
    }

    private static let request = CancellationRequest(
        amount: Money(12_000, .krw),
        amountText: "12000.00",
        notificationURL: "https://mall.example/cancelled"
    )

    private func closing(_ step: Step, _ origin: CancellationEntry.Origin = .cafe24) throws -> PaymentRecord {
        var record = try PaymentRecord.sample(.pending)
        record.reserveVoid(origin: origin, request: origin == .cafe24 ? Self.request : nil, at: .after(60))
        let operation = record.cancellations[0].operation
        guard step != .reserved else { return record }
        let submitted = record.submit(operation, at: .after(61), lease: .seconds(30))
        let fence = try #require(submitted).fence
        switch step {
        case .unanswered:
            let error = ProviderError(.unknown, "no answer")
            try record.postpone(operation, error, fence: fence, at: .after(62))
        case .accepted:
            try record.settle(operation, .pending(reference: nil), fence: fence, at: .after(62))
        case .reserved, .killed: break
        }
        return record
    }

    @Test(
        arguments: Step.allCases,
        [PaymentSnapshot.Status.expired, .reversed, .absent, .declined(code: "9", message: "closed")]
    )
    func whereThePGSaysThatItIsOverItIsClosedAndTold(step: Step, status: PaymentSnapshot.Status) throws {
        var record = try closing(step)
        try record.hear(.unpaid(status), as: .inquiry)
        #expect(record.cancellations.map(\.state) == [.done])
        #expect(record.cancellations[0].nextAttempt == nil)
        #expect(record.payment.state.isDead)
        #expect(record.announcements.map(\.isDone) == [true])
        #expect(record.announcements.map(\.amount) == ["12000.00"])
        for _ in 0..<2 {
            let again = record.requestCancellation(Self.request, origin: .cafe24, at: .after(200))
            #expect(again == .operation(record.cancellations[0].operation))
        }
        record.cancellationTold(record.cancellations[0].operation, at: .after(201))
        let after = record.requestCancellation(Self.request, origin: .cafe24, at: .after(202))
        #expect(after == .doneBefore)
        #expect(record.announcements.count == 1, "once")
    }

    @Test(arguments: Step.allCases)
    func whereThePGSaysThatItIsPaidItIsRefusedAndTold(step: Step) throws {
        var record = try closing(step)
        try record.hear(.paid(), as: .inquiry)
        #expect(record.cancellations.map(\.state) == [.refused])
        #expect(record.payment.state == .paid)
        #expect(record.payment.holdsOrder)
        #expect(record.announcements.first?.kind == .cancellation)
        #expect(record.announcements.first?.isDone == false)
        #expect(record.announcements.first?.message == "was paid before it could be closed")
        #expect(record.isSound)
    }

    /// The hold was captured and let go again in one.
    @Test func whereAllOfItWentBackItIsClosedAllTheSame() throws {
        var record = try closing(.accepted)
        try record.hear(.paid(cancelled: 12_000), as: .inquiry)
        #expect(record.cancellations.first?.state == .done)
        #expect(record.payment.state == .cancelled)
        #expect(record.isSound)
    }

    @Test(arguments: [PaymentSnapshot.Status.pending(.deposit), .open, .abandoned, .unknown("?")])
    func anythingElseProvesNothing(status: PaymentSnapshot.Status) throws {
        var record = try closing(.accepted)
        try record.hear(.unpaid(status), as: .inquiry)
        #expect(record.cancellations.map(\.state) == [.pending])
        #expect(record.payment.nextLook != nil)
    }

    @Test func thatThePGKnowsNothingOfItProvesNothingWhereInquiriesDoNot() throws {
        var record = try closing(.accepted)
        try record.hear(.unpaid(.absent), as: .inquiry, proof: .presence)
        #expect(record.cancellations.map(\.state) == [.pending])
    }

    /// The same session may take the next card.
    @Test func aDeclinedCardDoesNotCloseTheSessionThatLostItsOrder() throws {
        var record = try closing(.unanswered, .superseded)
        try record.hear(.unpaid(.declined(code: "51", message: "no")), as: .inquiry)
        #expect(record.cancellations.map(\.state) == [.unknown])
        try record.hear(.unpaid(.expired), as: .inquiry, at: .after(200))
        #expect(record.cancellations.map(\.state) == [.done])
        #expect(record.payment.nextLook == nil)
    }
}
