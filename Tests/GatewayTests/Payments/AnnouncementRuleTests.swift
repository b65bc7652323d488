import ProviderKit
import Testing

@testable import Gateway

/// Rule 5: what Cafe24 must be told, with the change that causes it.
struct AnnouncementRuleTests {
    private static let paid = PaymentSnapshot.paid()
    private static let givenBack = PaymentSnapshot.paid(cancelled: 12_000)
    private static let waiting = PaymentSnapshot.unpaid(.pending(.deposit))

    /// Whether a price was still to come, what the PG said, and the code and `payed_tf` that the mall is told.
    static let courses: [(awaitsPrice: Bool, said: [PaymentSnapshot], told: [String])] = [
        (false, [paid], ["0000 T"]),
        (false, [waiting], ["0000 F"]),
        (false, [waiting, paid], ["0000 F", "0000 T"]),
        (false, [givenBack], ["9999 F"]),
        (true, [waiting], ["9999 F"]),
    ]

    /// 1400 is the status answer's own (contract, D.1 #23).
    @Test(arguments: courses, [Flow.asynchronous, .external])
    func whatIsNotPaidIsToldAsAFailure(
        course: (awaitsPrice: Bool, said: [PaymentSnapshot], told: [String]),
        flow: Flow
    ) throws {
        var record = PaymentRecord(.sample(.sample(flow: flow)))
        record.sessionOpened(.sample(), approver: .provider, at: .after(1))
        if course.awaitsPrice { record.payment.verdict = .notPaid }
        for (turn, snapshot) in course.said.enumerated() { try record.hear(snapshot, at: .after(60 + turn)) }
        #expect(record.announcements.map { "\($0.code) \($0.isDone ? "T" : "F")" } == course.told)
        for told in record.announcements where !told.isDone { #expect(told.amount == "0.00" || told.amount == "0") }
    }
}
