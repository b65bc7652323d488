import ProviderKit
import Testing

@testable import Gateway

/// A deposit that somebody else has closed, or is closing, when Cafe24 asks for that (ledger, rules 9 and 12).
@Suite struct ClosedBeforeTests {
    enum Closer: CaseIterable {
        case cafe24, `operator`, giveBack, superseded

        /// Where nobody asked, Cafe24 was told "not paid", or another attempt is the one to be paid.
        var wasAsked: Bool { self == .cafe24 || self == .operator }
    }

    private func request(_ won: Int64 = 12_000, isAsynchronous: Bool = true) -> CancellationRequest {
        let url = isAsynchronous ? "https://mall.example/cancelled" : nil
        return CancellationRequest(amount: Money(won, .krw), amountText: "\(won).00", notificationURL: url)
    }

    private func closing(by closer: Closer) throws -> PaymentRecord {
        var record = try PaymentRecord.sample(.pending)
        switch closer {
        case .cafe24:
            _ = record.requestCancellation(request(isAsynchronous: false), origin: .cafe24, at: .after(60))
        case .operator:
            _ = record.requestCancellation(request(isAsynchronous: false), origin: .operator, at: .after(60))
        case .giveBack: record.reserveVoid(origin: .giveBack, at: .after(60))
        case .superseded: record.supersede(by: .new(), at: .after(60))
        }
        return record
    }

    private func isAccepted(_ request: CancellationRequest, _ record: inout PaymentRecord, at now: Int) -> Bool {
        if case .refused = record.requestCancellation(request, origin: .cafe24, at: .after(now)) { false } else { true }
    }

    @Test(arguments: Closer.allCases, [true, false])
    func whoeverJoinedTheClosingIsAnsweredAlikeAfterIt(closer: Closer, isTold: Bool) throws {
        for isAsynchronous in [true, false] {
            var record = try closing(by: closer)
            let asked = request(isAsynchronous: isAsynchronous)
            #expect(isAccepted(asked, &record, at: 61))
            try record.hear(.unpaid(.expired), as: .inquiry)
            #expect(record.cancellations.map(\.state) == [.done])
            if isTold { record.cancellationTold(record.cancellations[0].operation, at: .after(101)) }
            for _ in 0..<2 { #expect(isAccepted(asked, &record, at: 200)) }
            #expect(record.announcements.map(\.amount) == (isAsynchronous ? ["12000.00"] : []))
            #expect(!isAccepted(request(5_000), &record, at: 201), "only the whole")
        }
    }

    @Test(arguments: Closer.allCases)
    func aClosingThatIsOverAnswersCafe24WhereSomebodyAskedForIt(closer: Closer) throws {
        for isAsynchronous in [true, false] {
            var record = try closing(by: closer)
            try record.hear(.unpaid(.expired), as: .inquiry)
            record.cancellationTold(record.cancellations[0].operation, at: .after(101))
            for _ in 0..<2 {
                #expect(isAccepted(request(isAsynchronous: isAsynchronous), &record, at: 200) == closer.wasAsked)
            }
            #expect(record.announcements.count == (closer.wasAsked && isAsynchronous ? 1 : 0))
            #expect(record.cancellations.count == 1)
        }
    }
}
