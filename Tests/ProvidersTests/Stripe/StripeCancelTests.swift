import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeCancelTests {
    @Test func partsGoBackUnderTheirOperations() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        let (first, second) = (shop.bench.operation(), shop.bench.operation())
        #expect(try await shop.refund(1000, of: 3000, operation: first).isDone)
        #expect(try await shop.refund(2000, of: 2000, operation: second).isDone)
        let snapshot = try await shop.verify(.inquiry)
        #expect(
            snapshot.cancellations == [
                CancellationRecord(.operation(second), amount: Money(2000, .jpy), state: .done),
                CancellationRecord(.operation(first), amount: Money(1000, .jpy), state: .done),
            ]
        )
        #expect(snapshot.cancelled == FakeStripe.amount)
    }

    @Test(arguments: [Disturbance.timeoutAfterCommit, .timeoutBeforeCommit, .truncated, .misencoded, .serverErrors])
    func aRepeatedRefundIsOneRefund(disturbance: Disturbance) async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        let operation = shop.bench.operation()
        shop.bench.line.disturb(disturbance)
        _ = try? await shop.refund(1000, of: 3000, operation: operation)
        shop.bench.line.calm()
        #expect(try await shop.refund(1000, of: 3000, operation: operation).isDone)
        let books = await shop.fake.books(of: shop.order.key)
        #expect(books == FakeBooks(paid: 3000, cancelled: 1000, charges: 1, refunds: 1))
    }

    @Test func anAnswerThatWasLostIsReadFromTheRefunds() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        shop.bench.line.disturb(.timeoutAfterCommit)
        #expect(try await shop.refund(3000, of: 3000).isDone)
    }

    @Test func theSameKeyOverAnotherAmountIsAConflict() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        let operation = shop.bench.operation()
        _ = try await shop.refund(1000, of: 3000, operation: operation)
        let frozen = shop
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.refund(1500, of: 3000, operation: operation)
        }
        #expect(error?.code == .conflict)
    }

    @Test func moreThanRemainsIsRefused() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        #expect(try await shop.refund(2000, of: 3000).isDone)
        guard case .refused("amount_too_large", _) = try await shop.refund(2000, of: 2000) else {
            Issue.record("only 1000 remain")
            return
        }
        #expect(try await shop.refund(1000, of: 1000).isDone)
        guard case .refused("charge_already_refunded", _) = try await shop.refund(1000, of: 1000) else {
            Issue.record("nothing remains")
            return
        }
    }

    @Test func aRefundMayEndLaterAndFailLaterStill() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        #expect(await shop.fake.tell(.laterRefunds))
        let operation = shop.bench.operation()
        guard case .pending = try await shop.refund(1000, of: 3000, operation: operation) else {
            Issue.record("it is pending")
            return
        }
        let states: [(String, CancellationRecord.State, Int64)] = [
            ("pending", .pending, 0), ("requires_action", .pending, 0), ("succeeded", .done, 1000),
            ("failed", .refused, 0), ("canceled", .refused, 0), ("on_the_moon", .pending, 0),
        ]
        for (status, state, cancelled) in states {
            shop.fake.endRefunds(of: shop.order.key, as: status)
            let snapshot = try await shop.verify(.inquiry)
            let record = CancellationRecord(.operation(operation), amount: Money(1000, .jpy), state: state)
            #expect(snapshot.cancellations == [record], "\(status)")
            #expect(snapshot.cancelled == Money(cancelled, .jpy), "\(status)")
        }
    }

    @Test func aFirstLookAtAPaymentReadsNoRefundsWhereThereAreNone() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        #expect(shop.bench.line.calls.last?.path.hasPrefix("/v1/checkout/sessions/") ?? false)
        try await shop.verify(.inquiry)
        #expect(shop.bench.line.calls.last?.path == "/v1/refunds")
    }

    @Test func allPagesOfTheRefundsAreRead() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.pays)
        for count in 0..<101 { #expect(try await shop.refund(1, of: 3000 - Int64(count)).isDone) }
        let snapshot = try await shop.verify(.inquiry)
        #expect(snapshot.cancellations.count == 101)
        #expect(snapshot.cancelled == Money(101, .jpy))
    }
}
