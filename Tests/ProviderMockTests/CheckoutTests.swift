import ProviderKit
import Testing

@testable import ProviderMock

struct CheckoutTests {
    @Test func aCheckoutIsOneWriteOneReadAndNoList() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        #expect(shop.storage.counts == MemoryStorage.Counts(reads: 1, writes: 1, lists: 0))
        #expect(visit.session.amount == Money(12_000, .krw))
        #expect(visit.session.expires == visit.order.expires)
    }

    @Test func theSessionNeitherIsNorShowsTheKey() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let id = try #require(visit.session.references.first)
        #expect(visit.session.action == .redirect("https://pay.example/providers/mock/pay/\(id)"))
        #expect(id.count == 40)
        #expect(!id.contains(visit.order.key.text))
        #expect(try await shop.open(shop.order()).session.references != [id])
    }

    @Test func theSameCheckoutIsTheSameSession() async throws {
        let shop = try Shop()
        let order = shop.order()
        let first = try await shop.open(order)
        let again = try await shop.open(order)
        #expect(first.session.references == again.session.references)
        #expect(try await shop.ledger().map(\.calls) == [Row.Calls(checkout: 2)])
    }

    @Test func concurrentEqualCheckoutsOpenOneSession() async throws {
        let shop = try Shop()
        let order = shop.order()
        let ids = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<16 { group.addTask { try await shop.mock.checkout(order).references } }
            return try await group.reduce(into: Set<[String]>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try await shop.ledger().map(\.calls.checkout) == [16])
    }

    @Test func anOrderNumberNeverStandsForTwoOrders() async throws {
        let shop = try Shop()
        let order = shop.order()
        _ = try await shop.open(order)
        let otherAmount = shop.order(Money(1, .krw), key: order.key, operation: order.operation)
        for other in [otherAmount, shop.order(key: order.key)] {
            let error = await #expect(throws: ProviderError.self) { try await shop.mock.checkout(other) }
            #expect(error?.code == .conflict)
        }
        #expect(try await shop.ledger().map(\.amount) == [12_000])
    }

    @Test func repricingChangesAnOpenSessionOnce() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        var repriced = shop.order(Money(15_000, .krw), key: visit.order.key)
        repriced.repricing = visit.reference
        for _ in 1...2 {
            let session = try await shop.mock.checkout(repriced)
            #expect(session.amount == Money(15_000, .krw))
            #expect(session.references == visit.session.references)
        }
        #expect(try await visit.row()?.amount == 15_000)
    }

    @Test(arguments: ["paid", "voided", "expired", "unknown"])
    func repricingIsRefusedWhereNothingIsOpen(state: String) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        var repriced = shop.order(Money(15_000, .krw), key: visit.order.key)
        repriced.repricing = visit.reference
        switch state {
        case "paid": _ = try await visit.choose("approve-silently")
        case "voided": _ = try await visit.void()
        case "expired": shop.clock.advance(by: .seconds(3600))
        default: repriced.repricing?.key = PaymentKey(from: shop.random)
        }
        let error = await #expect(throws: ProviderError.self) { try await shop.mock.checkout(repriced) }
        #expect(error?.code == .invalidRequest)
        #expect(try await visit.row()?.amount == 12_000)
    }

    @Test func anApprovalOfTheOldPriceIsAConflictAndTakesNothing() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let answer = try await visit.choose("approve")
        var repriced = shop.order(Money(15_000, .krw), key: visit.order.key)
        repriced.repricing = visit.reference
        _ = try await shop.mock.checkout(repriced)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.verify(after: answer, approval: shop.operation())
        }
        #expect(error?.code == .conflict)
        #expect(try await visit.row()?.paid == 0)
    }

    @Test func processesAndRestartsShareTheMemory() async throws {
        let first = try Shop()
        let visit = try await first.open(first.order())
        let second = try Shop(storage: first.storage, clock: first.clock)
        let there = Visit(shop: second, order: visit.order, session: visit.session)
        _ = try await there.choose("approve-silently")
        #expect(try await visit.inquire().status == .paid)
    }

    @Test func anotherMerchantDoesNotSeeThePayment() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order())
        let other = try Shop(storage: shop.storage, clock: shop.clock, publicKey: "other")
        #expect(try await Visit(shop: other, order: visit.order, session: visit.session).inquire().status == .absent)
        #expect(try await other.ledger().count == 1, "the ledger is the PG's, not a merchant's")
    }
}
