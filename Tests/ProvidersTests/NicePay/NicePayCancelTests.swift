import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayCancelTests {
    private let account = RefundAccount(bankCode: "088", number: "110-123-456789", holder: "김하나")

    @Test func allOfItGoesBack() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.pays)
        #expect(try await shop.refund(12_000, of: 12_000).isDone)
        let snapshot = try await shop.verify(.inquiry)
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == Money(12_000, .krw))
    }

    @Test func partsGoBackUnderTheirOperations() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.pays)
        let (first, second) = (shop.bench.operation(), shop.bench.operation())
        #expect(try await shop.refund(5000, of: 12_000, operation: first).isDone)
        #expect(try await shop.refund(7000, of: 7000, operation: second).isDone)
        let snapshot = try await shop.verify(.inquiry)
        #expect(
            snapshot.cancellations == [
                CancellationRecord(.operation(first), amount: Money(5000, .krw), state: .done),
                CancellationRecord(.operation(second), amount: Money(7000, .krw), state: .done),
            ]
        )
        #expect(snapshot.cancelled == FakeNicePay.amount)
    }

    @Test(arguments: [5000, 12_000] as [Int64], [Disturbance.timeoutAfterCommit, .truncated, .timeoutBeforeCommit])
    func aRepeatedCancellationRefundsOnce(amount: Int64, disturbance: Disturbance) async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.pays)
        let operation = shop.bench.operation()
        shop.bench.line.disturb(disturbance)
        let frozen = shop
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.refund(amount, of: 12_000, operation: operation)
        }
        #expect(error?.code == .unknown)
        #expect(try await shop.refund(amount, of: 12_000, operation: operation).isDone)
        #expect(await shop.fake.books(of: shop.order.key).cancelled == amount)
    }

    @Test(arguments: ["2013", "2015", "2156", "A127"])
    func whatMayBeDoneBeforeIsLookedAt(code: String) async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.pays)
        shop.fake.refuseNext(code)
        let frozen = shop
        let error = await #expect(throws: ProviderError.self) { try await frozen.refund(5000, of: 12_000) }
        #expect(error?.code == .unknown)
    }

    @Test func moreThanRemainsIsRefused() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.pays)
        #expect(try await shop.refund(5000, of: 12_000).isDone)
        guard case .refused("2032", _) = try await shop.refund(8000, of: 8000) else {
            Issue.record("only 7000 remain")
            return
        }
        #expect(await shop.fake.books(of: shop.order.key).cancelled == 5000)
    }

    @Test func aDepositGoesBackOnlyToAnAccount() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.choosesDeposit)
        try await shop.fake.deposit(of: shop.order.key)
        try await shop.verify(.inquiry)
        guard case .refused("REFUND_ACCOUNT", _) = try await shop.refund(12_000, of: 12_000) else {
            Issue.record("nowhere to pay to")
            return
        }
        #expect(try await shop.refund(12_000, of: 12_000, account: account).isDone)
        let body = try #require(shop.bench.line.calls.last).text
        #expect(body.contains(#""refundAccount":"110123456789","refundBankCode":"088","refundHolder":"김하나""#))
    }

    @Test func anUnpaidVirtualAccountIsClosed() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.choosesDeposit)
        #expect(try await shop.void().isDone)
        #expect(try await shop.verify(.inquiry).status == .expired)
    }

    @Test func aVoidThatComesTooLateSaysSo() async throws {
        var shop = try await NicePayShop()
        try await shop.settle(.choosesDeposit)
        try await shop.fake.deposit(of: shop.order.key)
        guard case .alreadyPaid(let snapshot) = try await shop.void() else {
            Issue.record("it was paid")
            return
        }
        #expect(snapshot.paid == FakeNicePay.amount)
        #expect(await shop.fake.books(of: shop.order.key).cancelled == 0)
    }

    @Test func whatWasNeverApprovedNeedsNoVoid() async throws {
        let shop = try await NicePayShop()
        #expect(try await shop.void().isDone)
        #expect(shop.bench.line.calls.allSatisfy { $0.request.method == .get })
    }
}

extension CancellationOutcome {
    /// Whether the money is on its way back, or the payment closed.
    var isDone: Bool { if case .done = self { true } else { false } }
}
