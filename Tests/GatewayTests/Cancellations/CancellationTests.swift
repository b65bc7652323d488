import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A14: money goes back, as much as was asked for and never more than there is.
@Suite(.timeLimit(.minutes(1)))
struct CancellationTests {
    @Test func theWholeAmountGoesBack() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let answer = try await visitor.cafe24().cancel(purchase.whole)
            #expect(answer.isAccepted)
            guard case .object(let members) = answer.fields else { throw Unexpected() }
            #expect(members.map(\.name) == ["result_code", "result_message"])
            let row = try await visitor.ledger(purchase.key)
            #expect(row.cancelled == 12_000)
            #expect(row.calls.cancel == 1)
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
            let status = try await visitor.cafe24().status(key: purchase.key)
            #expect(!status.isPaid)
            #expect(status.amount == "0")
        }
    }

    @Test func partsGoBackUntilNothingIsLeft() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            for (turn, amount) in ["1000", "4000.00", "2000"].enumerated() {
                #expect(try await visitor.cafe24().cancel(purchase.part(amount)).isAccepted)
                #expect(try await fixture.payment(purchase.key).state == .partiallyCancelled)
                #expect(try await visitor.ledger(purchase.key).calls.cancel == turn + 1)
            }
            let status = try await visitor.cafe24().status(key: purchase.key)
            #expect(status.isPaid)
            #expect(status.amount == "12000")
            #expect(try await visitor.cafe24().cancel(purchase.part("5000")).isAccepted)
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
            #expect(try await visitor.ledger(purchase.key).cancelled == 12_000)
        }
    }

    /// Rule 9: the hash of both is the same, and both are meant.
    @Test func anEqualPartAfterOneThatWasToldIsAnotherRefund() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            for turn in 1...2 {
                #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
                #expect(try await visitor.ledger(purchase.key).cancelled == 4000 * turn)
            }
        }
    }

    @Test(arguments: [["12000"], ["8000", "4000"], ["4000", "4000", "4000"]])
    func aRepeatOfTheOneThatLeftNothingIsAnsweredAsBefore(parts: [String]) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            for part in parts { #expect(try await visitor.cafe24().cancel(purchase.part(part)).isAccepted) }
            let last = try #require(parts.last)
            for _ in 0..<3 { #expect(try await visitor.cafe24().cancel(purchase.part(last)).isAccepted) }
            let row = try await visitor.ledger(purchase.key)
            #expect(row.cancelled == 12_000)
            #expect(row.calls.cancel == parts.count)
        }
    }

    @Test func moreThanRemainsIsRefusedWithoutAskingThePG() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("12001")), naming: "12000")
            #expect(try await visitor.cafe24().cancel(purchase.part("5000")).isAccepted)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("7001")), naming: "7000")
            expectRefusal(try await visitor.cafe24().cancel(purchase.whole))
            let row = try await visitor.ledger(purchase.key)
            #expect(row.cancelled == 5000)
            #expect(row.calls.cancel == 1)
        }
    }

    /// An operator was faster; the shop's order must still be closed.
    @Test(arguments: [["12000"], ["3000", "9000"]])
    func theWholeOfWhatWentBackWithoutCafe24IsDoneAlready(parts: [String]) async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let desk = OperatorDesk(core: fixture.core)
            for part in parts {
                #expect(try await desk.refund(try await fixture.payment(purchase.key), amount: part, to: nil) == nil)
            }
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("3000")), naming: "which is 0")
            for _ in 0..<2 { #expect(try await visitor.cafe24().cancel(purchase.whole).isAccepted) }
            #expect(try await fixture.notices().isEmpty)
            let asynchronous = purchase.asynchronously("12000.00")
            for _ in 0..<2 { #expect(try await visitor.cafe24().cancel(asynchronous).isAccepted) }
            let told = try await fixture.notices()
            #expect(told.map(\.isDone) == [true], "once")
            #expect(told.map(\.amount) == ["12000.00"])
            #expect(try await visitor.ledger(purchase.key).calls.cancel == parts.count)
            #expect(try await fixture.payment(purchase.key).cancelled == Money(12_000, .krw))
        }
    }

    @Test func ofEightAtOnceOnlyWhatFitsGoesBack() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let accepted = try await sum(1...8) { number in
                try await visitor.cafe24().cancel(purchase.part("\(5000 + number)")).isAccepted ? 5000 + number : 0
            }
            let row = try await visitor.ledger(purchase.key)
            #expect(row.calls.cancel == 2)
            #expect(row.cancelled == accepted)
            let payment = try await fixture.payment(purchase.key)
            #expect(payment.cancelled.minorUnits == Int64(accepted))
            #expect(payment.reserved.isZero)
        }
    }

    @Test func eightAtOnceForTheWholeAreOne() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let accepted = try await sum(1...8) { _ in
                try await visitor.cafe24().cancel(purchase.whole).isAccepted ? 1 : 0
            }
            #expect(accepted == 8)
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 1)
        }
    }

    private func sum(_ range: ClosedRange<Int>, _ one: @escaping @Sendable (Int) async throws -> Int) async throws
        -> Int
    {
        try await withThrowingTaskGroup { group in
            for number in range { group.addTask { try await one(number) } }
            return try await group.reduce(0, +)
        }
    }
}

func expectRefusal(
    _ answer: SandboxClient.CancelAnswer,
    status: Int = 400,
    naming word: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(answer.httpStatus == status, sourceLocation: sourceLocation)
    #expect(answer.resultCode == "9999", sourceLocation: sourceLocation)
    #expect(word.isEmpty || answer.resultMessage?.contains(word) == true, sourceLocation: sourceLocation)
}
