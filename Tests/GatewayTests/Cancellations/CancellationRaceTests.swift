import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Ledger, rule 4, with eight at once: `reserved + cancelled <= paid`, whoever asks by whichever route.
@Suite(.timeLimit(.minutes(1)))
struct CancellationRaceTests {
    /// Cafe24 by both routes, and operators.
    @Test func shopAndOperatorsTogetherGetNoMoreThanWasPaid() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let payment = try await fixture.payment(purchase.key)
            let desk = OperatorDesk(core: fixture.core)
            let promised = try await sum(1...8) { number in
                let won = 2500 + number
                let isAccepted =
                    switch number % 3 {
                    case 0: try await desk.refund(payment, amount: "\(won)", to: nil) == nil
                    case 1: try await visitor.cafe24().cancel(purchase.asynchronously("\(won)")).isAccepted
                    default: try await visitor.cafe24().cancel(purchase.part("\(won)")).isAccepted
                    }
                return isAccepted ? won : 0
            }
            // What one of them is sending is in its hands, and what waits behind that is the reconciler's.
            for _ in 0..<4 {
                await fixture.core.undertakings.idle()
                await fixture.core.reconciler.reconcile()
            }
            let after = try await fixture.payment(purchase.key)
            #expect(after.cancelled.minorUnits == Int64(promised))
            #expect(after.reserved.isZero)
            let row = try await visitor.ledger(purchase.key)
            #expect(row.cancelled == promised)
            #expect(row.calls.cancel == 4)
        }
    }

    /// The closing of what an operator gave back is one, and after it the whole is as refused as before.
    @Test func eightClosingsOfOneRemainderAreOne() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.part("7000")).isAccepted)
            let desk = OperatorDesk(core: fixture.core)
            #expect(try await desk.refund(try await fixture.payment(purchase.key), amount: nil, to: nil) == nil)
            let accepted = try await sum(1...8) { number in
                let request = number % 2 == 0 ? purchase.part("5000") : purchase.asynchronously("5000")
                return try await visitor.cafe24().cancel(request).isAccepted ? 1 : 0
            }
            #expect(accepted == 8)
            let wholes = try await sum(1...8) { _ in
                try await visitor.cafe24().cancel(purchase.whole).isAccepted ? 1 : 0
            }
            #expect(wholes == 0)
            #expect(try await fixture.cancellations(purchase.key).map(\.kind) == [.refund, .refund, .void])
            #expect(try await fixture.notices().map(\.amount) == ["5000"])
            #expect(try await visitor.ledger(purchase.key).calls.cancel == 2)
        }
    }

    /// Whichever account was last before the money went, it went there, once.
    @Test func ofEightAccountsOneIsSent() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let purchase = try await visitor.scriptedPurchase(script)
            let key = try #require(PaymentKey(purchase.key))
            let sent = AsyncStream.makeStream(of: String?.self)
            script.onCancel { cancellation throws(ProviderError) in
                sent.continuation.yield(cancellation.bankAccount?.number)
                return .done(reference: "r1")
            }
            let service = fixture.core.cancellation
            _ = try await sum(1...8) { number in
                let account = RefundAccount(bankCode: "004", number: "\(number)", holder: "Kim")
                let won = Money(12_000, .krw)
                let request = CancellationRequest(amount: won, amountText: "12000", bankAccount: account)
                let decision = try await service.decide(request, of: key, origin: .cafe24)
                if case .operation(let operation) = decision { try await service.perform(operation, of: key) }
                return 0
            }
            sent.continuation.finish()
            let numbers = await sent.stream.reduce(into: []) { $0.append($1) }
            #expect(numbers.count == 1)
            #expect(try await fixture.cancellations(purchase.key).map(\.request?.bankAccount?.number) == numbers)
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
