import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeFlowTests {
    @Test func stripeTakesTheMoneyAndTheSessionSaysSo() async throws {
        var visit = try await StripeVisit()
        let evidence = try await visit.evidence(.pays)
        #expect(await visit.books() == FakeBooks(paid: 3000, charges: 1))
        let snapshot = try await visit.verify(evidence)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == FakeStripe.amount)
        #expect(snapshot.method == "card")
        #expect(snapshot.references.map { $0.prefix(3) } == ["pi_", "ch_"])
        #expect(snapshot.transactionID == snapshot.references.first)
    }

    @Test func whereTheReturnTellsTheShopTheMoneyIsOnlySetAside() async throws {
        var visit = try await StripeVisit { $0.isToldByReturn = true }
        let evidence = try await visit.evidence(.pays)
        #expect(try await visit.verify(evidence).status == .pending(.capture))
        #expect(await visit.books() == FakeBooks())
        let paid = try await visit.verify(evidence, approving: true)
        #expect(paid.status == .paid)
        #expect(paid.method == "card")
        #expect(await visit.books() == FakeBooks(paid: 3000, charges: 1))
    }

    @Test func aRefusedCardIsADeclineOnceTheBuyerLeaves() async throws {
        var visit = try await StripeVisit()
        let evidence = try await visit.evidence(.declines)
        #expect(try await visit.verify(.inquiry).status == .open)
        let declined = PaymentSnapshot.Status.declined(code: "insufficient_funds", message: "It was declined.")
        #expect(try await visit.verify(evidence).status == declined)
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test func aVoidClosesThePageForAllTabs() async throws {
        var visit = try await StripeVisit()
        #expect(try await visit.void().isDone)
        let frozen = visit
        await #expect(throws: (any Error).self) { _ = try await frozen.evidence(.pays) }
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test func aVoidLetsGoWhatWasSetAside() async throws {
        var visit = try await StripeVisit { $0.isToldByReturn = true }
        try await visit.verify(try await visit.evidence(.pays))
        #expect(try await visit.void().isDone)
        #expect(try await visit.verify(.inquiry, approving: true).status == .expired)
        #expect(await visit.books() == FakeBooks())
    }

    @Test func aVoidThatComesTooLateSaysSo() async throws {
        let visit = try await StripeVisit()
        _ = try await visit.evidence(.pays)
        guard case .alreadyPaid(let snapshot) = try await visit.void() else {
            Issue.record("it was paid")
            return
        }
        #expect(snapshot.paid == FakeStripe.amount)
    }

    @Test func aKonbiniIsPaidLater() async throws {
        var visit = try await StripeVisit()
        #expect(try await visit.settle(.choosesDeposit).status == .pending(.deposit))
        try await visit.fake.deposit(of: visit.order.key)
        let paid = try await visit.verify(.inquiry)
        #expect(paid.status == .paid)
        #expect(paid.method == "konbini")
    }

    @Test func aKonbiniThatNobodyPaidAtIsADecline() async throws {
        var visit = try await StripeVisit()
        try await visit.settle(.choosesDeposit)
        try visit.fake.failDeposit(of: visit.order.key)
        guard case .declined = try await visit.verify(.inquiry).status else {
            Issue.record("nothing was paid")
            return
        }
    }

    @Test func anOrderThatAllowsNoDelayOffersNoKonbini() async throws {
        let visit = try await StripeVisit { $0.allowsDelayed = false }
        await #expect(throws: FakeStripeRefusal.self) { try await visit.choosing() }
    }

    @Test func aSessionEndsByItself() async throws {
        var visit = try await StripeVisit()
        #expect(visit.session.expires == BenchClock.start + .seconds(31 * 60))
        visit.bench.clock.advance(by: .seconds(31 * 60))
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test func aNewPriceClosesTheOldPage() async throws {
        let visit = try await StripeVisit()
        var order = visit.order
        order.amount = Money(2500, .jpy)
        order.operation = visit.bench.operation()
        order.repricing = visit.payment
        let session = try await visit.bench.provider.checkout(order)
        #expect(session.amount == Money(2500, .jpy))
        await #expect(throws: (any Error).self) { _ = try await visit.evidence(.pays) }
    }

    @Test func whatIsPaidIsNotPricedAgain() async throws {
        let visit = try await StripeVisit()
        _ = try await visit.evidence(.pays)
        var order = visit.order
        order.operation = visit.bench.operation()
        order.repricing = visit.payment
        let again = order
        let error = await #expect(throws: ProviderError.self) { try await visit.bench.provider.checkout(again) }
        #expect(error?.code == .conflict)
    }

    @Test func withoutASessionThereIsNothing() async throws {
        var visit = try await StripeVisit()
        visit.payment.references = []
        #expect(try await visit.verify(.inquiry).status == .absent)
        #expect(try await visit.void().isDone)
    }
}

/// Tells a refusal of the fake apart from an error of the module.
private struct FakeStripeRefusal: Error {}

extension StripeVisit {
    fileprivate func choosing() async throws {
        do {
            _ = try await evidence(.choosesDeposit)
        } catch is ProviderError {
        } catch {
            throw FakeStripeRefusal()
        }
    }
}
