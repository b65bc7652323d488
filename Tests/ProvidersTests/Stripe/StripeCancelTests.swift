import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeCancelTests {
    @Test func partsGoBackUnderTheirOperations() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let (first, second) = (visit.bench.operation(), visit.bench.operation())
        #expect(try await visit.refund(1000, of: 3000, operation: first).isDone)
        #expect(try await visit.refund(2000, of: 2000, operation: second).isDone)
        let snapshot = try await visit.verify(.inquiry)
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
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        visit.bench.line.disturb(disturbance)
        _ = try? await visit.refund(1000, of: 3000, operation: operation)
        visit.bench.line.calm()
        #expect(try await visit.refund(1000, of: 3000, operation: operation).isDone)
        let books = await visit.books()
        #expect(books == FakeBooks(paid: 3000, cancelled: 1000, charges: 1, refunds: 1))
    }

    @Test func anAnswerThatWasLostIsReadFromTheRefunds() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        visit.bench.line.disturb(.timeoutAfterCommit)
        #expect(try await visit.refund(3000, of: 3000).isDone)
    }

    @Test func theSameKeyOverAnotherAmountIsAConflict() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        _ = try await visit.refund(1000, of: 3000, operation: operation)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.refund(1500, of: 3000, operation: operation)
        }
        #expect(error?.code == .conflict)
    }

    @Test func moreThanRemainsIsRefused() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        #expect(try await visit.refund(2000, of: 3000).isDone)
        guard case .refused("amount_too_large", _) = try await visit.refund(2000, of: 2000) else {
            Issue.record("only 1000 remain")
            return
        }
        #expect(try await visit.refund(1000, of: 1000).isDone)
        guard case .refused("charge_already_refunded", _) = try await visit.refund(1000, of: 1000) else {
            Issue.record("nothing remains")
            return
        }
    }

    @Test func aRefundMayEndLaterAndFailLaterStill() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        #expect(await visit.fake.tell(.laterRefunds))
        let operation = visit.bench.operation()
        guard case .pending = try await visit.refund(1000, of: 3000, operation: operation) else {
            Issue.record("it is pending")
            return
        }
        let states: [(String, CancellationRecord.State, Int64)] = [
            ("pending", .pending, 0), ("requires_action", .pending, 0), ("succeeded", .done, 1000),
            ("failed", .refused, 0), ("canceled", .refused, 0), ("on_the_moon", .pending, 0),
        ]
        for (status, state, cancelled) in states {
            visit.fake.endRefunds(of: visit.order.key, as: status)
            let snapshot = try await visit.verify(.inquiry)
            let record = CancellationRecord(.operation(operation), amount: Money(1000, .jpy), state: state)
            #expect(snapshot.cancellations == [record], "\(status)")
            #expect(snapshot.cancelled == Money(cancelled, .jpy), "\(status)")
        }
    }

    /// The gateway never sends a key again that Stripe has forgotten: then it goes by the refunds that are listed.
    @Test func aServerErrorComesAgainForTheLifeOfItsKeyAndNothingIsListed() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        visit.fake.failNext(500, type: "api_error")
        let frozen = visit
        for _ in 0..<2 {
            let error = await #expect(throws: ProviderError.self) {
                try await frozen.refund(1000, of: 3000, operation: operation)
            }
            #expect(error?.code == .unknown)
        }
        visit.bench.clock.advance(by: .seconds(86_400))
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.cancellations.isEmpty)
        #expect(snapshot.cancelled.isZero)
    }

    @Test(arguments: [3000, 700] as [Int64])
    func aRefundMadeInTheDashboardIsListedUnderItsOwnName(amount: Int64) async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let name = try visit.fake.refundInDashboard(of: visit.order.key, amount)
        let record = CancellationRecord(.provider(name), amount: Money(amount, .jpy), state: .done)
        // By a gateway that knows the payment, and by one that sees it for the first time.
        for status in [visit.payment.status, nil] {
            visit.payment.status = status
            let snapshot = try await visit.verify(.inquiry)
            #expect(snapshot.status == .paid && snapshot.paid == FakeStripe.amount)
            #expect(snapshot.cancelled == Money(amount, .jpy))
            #expect(snapshot.cancellations == [record])
        }
    }

    @Test func aRefundThatTheDashboardForestalledIsRefusedAndOursIsFound() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        #expect(try await visit.refund(1000, of: 3000, operation: operation).isDone)
        _ = try visit.fake.refundInDashboard(of: visit.order.key, 2000)
        #expect(try await visit.refund(2000, of: 2000).shortWord == "refused charge_already_refunded")
        visit.bench.clock.advance(by: .seconds(86_400))
        #expect(try await visit.refund(1000, of: 3000, operation: operation).isDone)
        #expect(await visit.books().cancelled == 3000)
    }

    @Test func aFirstLookAtAPaymentReadsNoRefundsWhereThereAreNone() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        #expect(visit.bench.line.calls.last?.path.hasPrefix("/v1/checkout/sessions/") ?? false)
        try await visit.verify(.inquiry)
        #expect(visit.bench.line.calls.last?.path == "/v1/refunds")
    }

    @Test func allPagesOfTheRefundsAreRead() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.pays)
        for count in 0..<101 { #expect(try await visit.refund(1, of: 3000 - Int64(count)).isDone) }
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.cancellations.count == 101)
        #expect(snapshot.cancelled == Money(101, .jpy))
    }
}
