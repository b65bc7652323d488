import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeFlowTests {
    @Test func stripeTakesTheMoneyAndTheSessionSaysSo() async throws {
        var shop = try await StripeShop()
        let evidence = try await shop.evidence(.pays)
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks(paid: 3000, charges: 1))
        let snapshot = try await shop.verify(evidence)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == FakeStripe.amount)
        #expect(snapshot.method == "card")
        #expect(snapshot.references.map { $0.prefix(3) } == ["pi_", "ch_"])
        #expect(snapshot.transactionID == snapshot.references.first)
    }

    @Test func whereTheReturnTellsTheShopTheMoneyIsOnlySetAside() async throws {
        var shop = try await StripeShop { $0.isToldByReturn = true }
        let evidence = try await shop.evidence(.pays)
        #expect(try await shop.verify(evidence).status == .pending(.capture))
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks())
        let paid = try await shop.verify(evidence, approving: true)
        #expect(paid.status == .paid)
        #expect(paid.method == "card")
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks(paid: 3000, charges: 1))
    }

    @Test func aRefusedCardIsADeclineWhileThePageStaysOpen() async throws {
        var shop = try await StripeShop()
        let declined = PaymentSnapshot.Status.declined(code: "insufficient_funds", message: "It was declined.")
        #expect(try await shop.settle(.declines).status == declined)
        #expect(try await shop.verify(.inquiry).status == .open)
        #expect(try await shop.settle(.pays).status == .paid)
    }

    @Test func aBuyerWhoLeftCanStillPayInAnotherTab() async throws {
        var shop = try await StripeShop()
        #expect(try await shop.settle(.leaves).status == .abandoned)
        #expect(try await shop.settle(.pays).status == .paid)
    }

    @Test func aVoidClosesThePageForAllTabs() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.leaves)
        #expect(try await shop.void().isDone)
        let frozen = shop
        await #expect(throws: (any Error).self) { _ = try await frozen.evidence(.pays) }
        #expect(try await shop.verify(.inquiry).status == .expired)
    }

    @Test func aVoidLetsGoWhatWasSetAside() async throws {
        var shop = try await StripeShop { $0.isToldByReturn = true }
        try await shop.verify(try await shop.evidence(.pays))
        #expect(try await shop.void().isDone)
        #expect(try await shop.verify(.inquiry, approving: true).status == .expired)
        #expect(await shop.fake.books(of: shop.order.key) == FakeBooks())
    }

    @Test func aVoidThatComesTooLateSaysSo() async throws {
        let shop = try await StripeShop()
        _ = try await shop.evidence(.pays)
        guard case .alreadyPaid(let snapshot) = try await shop.void() else {
            Issue.record("it was paid")
            return
        }
        #expect(snapshot.paid == FakeStripe.amount)
    }

    @Test func aKonbiniIsPaidLater() async throws {
        var shop = try await StripeShop()
        #expect(try await shop.settle(.choosesDeposit).status == .pending(.deposit))
        try await shop.fake.deposit(of: shop.order.key)
        let paid = try await shop.verify(.inquiry)
        #expect(paid.status == .paid)
        #expect(paid.method == "konbini")
    }

    @Test func aKonbiniThatNobodyPaidAtIsADecline() async throws {
        var shop = try await StripeShop()
        try await shop.settle(.choosesDeposit)
        try shop.fake.failDeposit(of: shop.order.key)
        guard case .declined = try await shop.verify(.inquiry).status else {
            Issue.record("nothing was paid")
            return
        }
    }

    @Test func anOrderThatAllowsNoDelayOffersNoKonbini() async throws {
        let shop = try await StripeShop { $0.allowsDelayed = false }
        await #expect(throws: FakeStripeRefusal.self) { try await shop.choosing() }
    }

    @Test func aSessionEndsByItself() async throws {
        var shop = try await StripeShop()
        #expect(shop.session.expires == BenchClock.start + .seconds(31 * 60))
        shop.bench.clock.advance(by: .seconds(31 * 60))
        #expect(try await shop.verify(.inquiry).status == .expired)
    }

    @Test func aNewPriceClosesTheOldPage() async throws {
        let shop = try await StripeShop()
        var order = shop.order
        order.amount = Money(2500, .jpy)
        order.operation = shop.bench.operation()
        order.repricing = shop.payment
        let session = try await shop.bench.provider.checkout(order)
        #expect(session.amount == Money(2500, .jpy))
        await #expect(throws: (any Error).self) { _ = try await shop.evidence(.pays) }
    }

    @Test func whatIsPaidIsNotPricedAgain() async throws {
        let shop = try await StripeShop()
        _ = try await shop.evidence(.pays)
        var order = shop.order
        order.operation = shop.bench.operation()
        order.repricing = shop.payment
        let again = order
        let error = await #expect(throws: ProviderError.self) { try await shop.bench.provider.checkout(again) }
        #expect(error?.code == .conflict)
    }

    @Test func withoutASessionThereIsNothing() async throws {
        var shop = try await StripeShop()
        shop.payment.references = []
        #expect(try await shop.verify(.inquiry).status == .absent)
        #expect(try await shop.void().isDone)
    }
}

/// Tells a refusal of the fake apart from an error of the module.
private struct FakeStripeRefusal: Error {}

extension StripeShop {
    fileprivate func choosing() async throws {
        do {
            _ = try await evidence(.choosesDeposit)
        } catch is ProviderError {
        } catch {
            throw FakeStripeRefusal()
        }
    }
}
