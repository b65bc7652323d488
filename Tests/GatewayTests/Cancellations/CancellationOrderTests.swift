import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Ledger, rule 4, with a PG: refunds go out in the order of their reservation, and none overtakes another.
@Suite(.timeLimit(.minutes(1)))
struct CancellationOrderTests {
    /// One turn of the reconciler is enough: each wakes the next.
    @Test func whatWasAcceptedIsSentAndToldInItsOrder() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            let parts = ["3000", "3000", "1000.00", "5000"]
            for part in parts {
                #expect(try await visitor.cafe24().cancel(purchase.asynchronously(part)).isAccepted)
            }
            await fixture.core.reconciler.reconcile()
            #expect(try await visitor.ledger(purchase.key).calls.cancel == parts.count)
            #expect(try await fixture.payment(purchase.key).state == .cancelled)
            #expect(try await fixture.notices().map(\.amount) == parts)
        }
    }

    @Test func nothingIsSentBehindOneThatIsUnknown() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await visitor.scriptedPurchase(script).key
            let operations = try await reserve(3000, 4000, 5000, of: key, fixture)
            script.onCancel { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            for _ in 0..<10 { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            for _ in 0..<5 { await fixture.core.reconciler.reconcile() }
            try await fixture.reconcile(turns: 4)
            #expect(script.cancellations == Array(operations.prefix(1)))
            #expect(try await fixture.cancellations(key).map(\.state) == [.unknown, .reserved, .reserved])
            #expect(try await fixture.payment(key).reserved.minorUnits == 12_000)

            // Now the PG tells that the first one is done.
            let record = CancellationRecord(.operation(operations[0]), amount: Money(3000, .krw), state: .done)
            for _ in 0..<10 { script.onVerify { payment throws(ProviderError) in payment.paid(cancelling: [record]) } }
            for _ in 0..<12 {
                try await fixture.core.clock.sleep(for: .seconds(7200))
                await fixture.core.reconciler.reconcile()
            }
            #expect(script.cancellations == operations)
            #expect(try await fixture.payment(key).state == .cancelled)
        }
    }

    /// Cafe24 waits as long as its patience lasts, hears that nothing is known, and asks again without harm.
    @Test func aSynchronousOneWaitsForThoseBeforeIt() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously("3000")).isAccepted)
            try await visitor.fault("cancel", "timeoutBeforeCommit", count: 1000, delay: 1)
            expectRefusal(try await visitor.cafe24().cancel(purchase.part("4000")), naming: "not confirmed")
            await fixture.core.undertakings.idle()
            #expect(try await fixture.cancellations(purchase.key).map(\.state) == [.unknown, .reserved])
            #expect(try await visitor.ledger(purchase.key).cancelled == 0)

            try await visitor.mend("cancel")
            #expect(try await eventually { try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted })
            #expect(try await visitor.ledger(purchase.key).cancelled == 7000)
            #expect(try await fixture.cancellations(purchase.key).map(\.amount.minorUnits) == [3000, 4000])
        }
    }

    /// The earlier one is not awaited by anybody, and its result is found on the way.
    @Test func aSynchronousOneBringsThoseBeforeItToTheirEnd() async throws {
        let fixture = try GatewayFixture(clock: SystemClock())
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            #expect(try await visitor.cafe24().cancel(purchase.asynchronously("3000")).isAccepted)
            #expect(try await visitor.cafe24().cancel(purchase.part("4000")).isAccepted)
            #expect(try await visitor.ledger(purchase.key).cancelled == 7000)
            #expect(try await fixture.notices().map(\.amount) == ["3000"])
        }
    }

    /// An accepted refund whose result is to come takes days at some PGs.
    @Test func oneThatThePGDecidesLaterHoldsUpNobody() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await visitor.scriptedPurchase(script).key
            let operations = try await reserve(3000, 4000, of: key, fixture)
            script.onCancel { _ throws(ProviderError) in .pending(reference: "r1") }
            await fixture.core.reconciler.reconcile()
            #expect(script.cancellations == operations)
            #expect(try await fixture.cancellations(key).map(\.state) == [.pending, .done])
        }
    }

    private func reserve(_ amounts: Int64..., of key: String, _ fixture: GatewayFixture) async throws -> [OperationID] {
        let key = try #require(PaymentKey(key))
        var operations: [OperationID] = []
        for amount in amounts {
            let request = CancellationRequest(amount: Money(amount, .krw), amountText: String(amount))
            let decision = try await fixture.core.cancellation.decide(request, of: key, origin: .cafe24)
            guard case .operation(let operation) = decision else { throw Unexpected() }
            operations.append(operation)
        }
        return operations
    }

    private func eventually(_ attempt: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<20 where try await attempt() { return true }
        return false
    }
}
