import ProviderKit
import Testing

@testable import Gateway

/// The rules of fixing a price (`PaymentRecord+Pricing`).
struct ExternalPricingTests {
    private let now = Timestamp(milliseconds: 1_790_000_000_000)
    private let price = PaymentRecord.Price(amount: Money(14_500, .krw), text: "14500.00")

    private func record(_ flow: Flow = .external) -> PaymentRecord {
        let request = AttemptRequest(
            order: OrderID(mall: "demomall", shop: 1, number: "1"),
            flow: flow,
            partnerID: "p",
            instance: "mock",
            account: "a",
            amount: Money(12_000, .krw),
            amountText: "12000",
            returnURL: "https://x.example"
        )
        let key = PaymentKey(from: SystemRandomSource())
        var payment = Payment(opening: request, key: key, expires: now + .seconds(1800), at: now)
        payment.verdict = .notPaid
        var record = PaymentRecord(payment)
        record.sessionOpened(CheckoutSession(.redirect("https://pg.example/1")), approver: .provider, at: now)
        return record
    }

    private func begin(
        _ record: inout PaymentRecord,
        _ price: PaymentRecord.Price
    ) throws -> PaymentRecord.Pricing {
        let pricing = record.beginPricing(price, at: now, lease: .seconds(75))
        return try #require(pricing)
    }

    @Test func aPriceIsWrittenDownBeforeTheCompanyIsAsked() throws {
        var record = record()
        #expect(record.payment.awaitsPrice)
        let pricing = try begin(&record, price)
        #expect(record.payment.amount == price.amount)
        #expect(record.payment.awaitsPrice)
        let second = record.beginPricing(price, at: now, lease: .seconds(75))
        #expect(second == nil)
        try record.priced(CheckoutSession(.redirect("https://pg.example/2")), pricing, at: now)
        #expect(!record.payment.awaitsPrice)
        #expect(record.payment.action == .redirect("https://pg.example/2"))
        #expect(record.news.map(\.kind).suffix(2) == [.pricing, .priced])
    }

    @Test(arguments: [
        (ProviderError.Code.invalidRequest, true), (.temporary, true), (.unknown, false), (.conflict, false),
    ])
    func onlyASureRefusalRestoresWhatWas(_ code: ProviderError.Code, _ isRestored: Bool) throws {
        var record = record()
        let first = try begin(&record, price)
        try record.priced(CheckoutSession(.redirect("https://pg.example/2")), first, at: now)
        let other = PaymentRecord.Price(amount: Money(15_000, .krw), text: "15000")
        let second = try begin(&record, other)
        try record.pricingFailed(ProviderError(code, "no"), second, at: now)
        #expect(record.payment.amount == (isRestored ? price.amount : other.amount))
        #expect(record.payment.awaitsPrice == !isRestored)
    }

    @Test func whoComesLateWritesNothing() throws {
        var record = record()
        let pricing = try begin(&record, price)
        record.payment.lease.fence += 1
        #expect(throws: StaleClaim.self) {
            try record.priced(CheckoutSession(.redirect("https://pg.example/2")), pricing, at: now)
        }
    }

    @Test func nothingElseIsRePriced() {
        var synchronous = record(.synchronous)
        let synchronousPricing = synchronous.beginPricing(price, at: now, lease: .seconds(75))
        #expect(synchronousPricing == nil)
        var paid = record()
        paid.payment.state = .paid
        let paidPricing = paid.beginPricing(price, at: now, lease: .seconds(75))
        #expect(paidPricing == nil)
        var superseded = record()
        superseded.payment.superseded = now
        let supersededPricing = superseded.beginPricing(price, at: now, lease: .seconds(75))
        #expect(supersededPricing == nil)
        var dollars = record()
        let other = PaymentRecord.Price(amount: Money(100, .usd), text: "1.00")
        let dollarsPricing = dollars.beginPricing(other, at: now, lease: .seconds(75))
        #expect(dollarsPricing == nil)
    }
}
