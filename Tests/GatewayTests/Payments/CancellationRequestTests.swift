import ProviderKit
import Testing

@testable import Gateway

/// Which cancellation a request is, and whether there is anything left for it (ledger, rules 4 and 9).
@Suite struct CancellationRequestTests {
    private func request(_ won: Int64, isAsynchronous: Bool = true) -> CancellationRequest {
        let url = isAsynchronous ? "https://mall.example/cancelled" : nil
        return CancellationRequest(amount: Money(won, .krw), amountText: "\(won).00", notificationURL: url)
    }

    /// Paid, and given back in these parts; Cafe24 and the operator know of theirs.
    private func paid(own: [Int64], others: [Int64] = [], by origin: CancellationEntry.Origin = .operator) throws
        -> PaymentRecord
    {
        var record = try PaymentRecord.sample(.paid)
        for (index, won) in (own + others).enumerated() {
            let origin = index < own.count ? .cafe24 : origin
            record.reserveRefund(Money(won, .krw), origin: origin, request: request(won), at: .after(60))
            record.cancellations[index].told = .after(61)
            record.finish(index, as: .done, at: .after(62))
        }
        record.announcements = []
        return record
    }

    /// Refunds of Cafe24's and of somebody else's that left nothing, and what Cafe24 asks for then.
    struct Case: Sendable {
        let own: [Int64]
        let others: [Int64]
        let asked: Int64
    }

    private static let nothingRemains = CancellationRefusal.moreThanRemains(.zero(.krw))

    @Test(arguments: [
        Case(own: [7_000, 5_000], others: [], asked: 12_000), Case(own: [6_000, 6_000], others: [], asked: 12_000),
        Case(own: [12_000], others: [], asked: 1_000), Case(own: [7_000], others: [5_000], asked: 12_000),
        Case(own: [7_000], others: [5_000], asked: 4_000), Case(own: [7_000], others: [5_000], asked: 7_000),
        Case(own: [], others: [12_000], asked: 3_000), Case(own: [], others: [5_000, 7_000], asked: 5_000),
    ])
    func otherThanWhatCafe24HasNotHeardOfIsRefused(_ one: Case) throws {
        for origin in [CancellationEntry.Origin.operator, .provider] {
            var record = try paid(own: one.own, others: one.others, by: origin)
            let decision = record.requestCancellation(request(one.asked), origin: .cafe24, at: .after(99))
            #expect(decision == .refused(Self.nothingRemains))
            #expect(record.announcements.isEmpty)
            #expect(record.cancellations.count == one.own.count + one.others.count)
        }
    }

    @Test(arguments: [
        Case(own: [], others: [12_000], asked: 12_000), Case(own: [], others: [5_000, 7_000], asked: 12_000),
        Case(own: [7_000], others: [5_000], asked: 5_000), Case(own: [7_000], others: [2_000, 3_000], asked: 5_000),
        Case(own: [6_000], others: [6_000], asked: 6_000), Case(own: [1_000, 1_000], others: [10_000], asked: 10_000),
    ])
    func exactlyWhatCafe24HasNotHeardOfIsClosedAndToldOnce(_ one: Case) throws {
        let asked = one.asked
        for origin in [CancellationEntry.Origin.operator, .provider] {
            var record = try paid(own: one.own, others: one.others, by: origin)
            let first = record.requestCancellation(request(asked), origin: .cafe24, at: .after(99))
            let closing = try #require(record.cancellations.last)
            #expect(first == .operation(closing.operation))
            #expect(closing.kind == .void && closing.state == .done)
            let repeated = record.requestCancellation(request(asked), origin: .cafe24, at: .after(100))
            #expect(repeated == first)
            record.cancellationTold(closing.operation, at: .after(101))
            let known = record.requestCancellation(request(asked), origin: .cafe24, at: .after(102))
            #expect(known == .doneBefore)
            #expect(record.announcements.map(\.amount) == ["\(asked).00"])
            #expect(record.payment.cancelled == Money(12_000, .krw))
            #expect(record.isSound)
        }
    }

    /// Of its own 7,000 no answer has told; it learns of them by asking for them.
    @Test func aRefundThatWasNotToldIsToldByItselfAndNotByTheWhole() throws {
        var record = try paid(own: [7_000], others: [5_000])
        record.cancellations[0].told = nil
        let whole = record.requestCancellation(request(12_000), origin: .cafe24, at: .after(99))
        #expect(whole == .refused(Self.nothingRemains))
        let own = record.requestCancellation(request(7_000), origin: .cafe24, at: .after(99))
        #expect(own == .operation(record.cancellations[0].operation))
    }

    /// It was told at 70 s: whoever asked before knew nothing of it. 300 s after that, a clock was set back.
    @Test(arguments: [
        (69, 70, 80, false), (70, 70, 80, true), (71, 70, 80, true),
        (75, 370, 80, true),
    ])
    func aRequestThatWasOnItsWayWhenTheFirstWasToldIsThatOne(
        arrived: Int,
        told: Int,
        now: Int,
        isAnother: Bool
    ) throws {
        for origin in [CancellationEntry.Origin.cafe24, .operator] {
            for isDone in [true, false] {
                var record = try PaymentRecord.sample(.paid)
                _ = record.requestCancellation(request(1_000), origin: origin, at: .after(60))
                let first = record.cancellations[0].operation
                if isDone { record.finish(0, as: .done, at: .after(65)) }
                record.cancellationTold(first, at: .after(told))
                let decision = record.requestCancellation(
                    request(1_000),
                    origin: origin,
                    arrived: .after(arrived),
                    at: .after(now)
                )
                #expect(record.cancellations.count == (isAnother ? 2 : 1))
                let expected: CancellationDecision? = isDone ? .doneBefore : .operation(first)
                if !isAnother { #expect(decision == expected) }
                #expect(record.isSound)
            }
        }
    }

    @Test func anOperatorsRefundIsNoRepeatOfCafe24s() throws {
        var record = try paid(own: [4_000])
        record.cancellations[0].told = nil
        let decision = record.requestCancellation(request(4_000), origin: .operator, at: .after(99))
        #expect(decision == (record.cancellations.last?.operation).map { .operation($0) })
        #expect(record.cancellations.count == 2)
    }
}
