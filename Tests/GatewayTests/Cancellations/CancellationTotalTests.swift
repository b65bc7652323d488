import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A PG that lists no cancellations: its total ends those that it proves, and no others.
@Suite(.timeLimit(.minutes(1)))
struct CancellationTotalTests {
    /// One refund that the PG has accepted and one whose answer was lost; the PG's total tells of `gone`.
    @Test(arguments: [
        (3000, 3000, 3000, ["pending", "unknown"]), (3000, 3000, 6000, ["done", "done"]),
        (3000, 4000, 3000, ["done", "unknown"]), (3000, 4000, 4000, ["pending", "done"]),
        (3000, 4000, 7000, ["done", "done"]), (3000, 4000, 5000, ["pending", "unknown"]),
    ])
    func onlyWhatTheTotalProvesIsDone(first: Int, second: Int, gone: Int, expected: [String]) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let name = try await visitor.scriptedPurchase(script).key
            let key = try #require(PaymentKey(name))
            script.onCancel { _ throws(ProviderError) in .pending(reference: nil) }
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            let operations = try await [first, second].reserved(key, fixture)
            for operation in operations { try await fixture.core.cancellation.perform(operation, of: key) }
            for _ in 0..<10 {
                script.onVerify { payment throws(ProviderError) in
                    PaymentSnapshot(.paid, paid: payment.amount, cancelled: Money(Int64(gone), .krw))
                }
            }
            try await fixture.core.cancellation.perform(operations[1], of: key)
            let asked = try await fixture.cancellations(name).map(\.state)
            #expect(asked[1].rawValue == expected[1])
            let payment = try await fixture.payment(name)
            _ = try await fixture.core.settlement.lookAgain(at: payment, by: "test")
            #expect(try await fixture.cancellations(name).map(\.state.rawValue) == expected)
            #expect(script.cancellations == operations)
        }
    }
}

extension [Int] {
    fileprivate func reserved(_ key: PaymentKey, _ fixture: GatewayFixture) async throws -> [OperationID] {
        try await fixture.core.store.change(key) { [now = fixture.core.clock.now()] record in
            for won in self { record.reserveRefund(Money(Int64(won), .krw), origin: .operator, at: now) }
            return record.cancellations.map(\.operation)
        }
    }
}
