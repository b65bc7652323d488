import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct StripeMoneyTests {
    /// Text, currency, and what Stripe is sent.
    @Test(
        arguments: [
            ("3000", "JPY", 3000), ("12000", "KRW", 12_000), ("30.65", "USD", 3065), ("1000.00", "MGA", 1000),
            ("1500", "ISK", 150_000), ("1500", "UGX", 150_000), ("1.230", "KWD", 1230), ("175.50", "HUF", 17_550),
            ("20.50", "TWD", 2050),
        ] as [(String, String, Int64)]
    )
    func amountsAreCountedAsStripeCounts(text: String, code: String, units: Int64) throws {
        let currency = try #require(Currency(code: code))
        let money = try Money(text, currency)
        #expect(try money.stripeUnits() == units)
        #expect(try Money(stripeUnits: units, currency: code.lowercased()) == money)
    }

    @Test(arguments: [("1000.50", "MGA"), ("1.234", "KWD")])
    func whatStripeCannotExpressIsRefusedBeforeAnyCall(text: String, code: String) throws {
        let money = try Money(text, try #require(Currency(code: code)))
        let error = #expect(throws: ProviderError.self) { try money.stripeUnits() }
        #expect(error?.code == .invalidRequest)
    }

    @Test func anAmountTooLargeIsRefused() throws {
        let krona = try #require(Currency(code: "ISK"))
        let error = #expect(throws: ProviderError.self) { try Money(.max, krona).stripeUnits() }
        #expect(error?.code == .invalidRequest)
    }

    @Test(arguments: [(150_050, "isk"), (100, "xxx")] as [(Int64, String)])
    func whatIsNoMoneyIsNotGuessed(units: Int64, code: String) {
        let error = #expect(throws: ProviderError.self) { try Money(stripeUnits: units, currency: code) }
        #expect(error?.code == .unknown)
    }

    @Test(
        arguments: [
            ("USD", 2, 50), ("JPY", 0, 50), ("SGD", 2, 50), ("HKD", 2, 400), ("THB", 2, 1000), ("MYR", 2, 200),
            ("ISK", 2, 1), ("MGA", 0, 1), ("KWD", 3, 1), ("HUF", 2, 17_500),
        ] as [(String, Int, Int64)]
    )
    func theManifestHasStripesFigures(code: String, exponent: Int, minimum: Int64) throws {
        let currency = try #require(Currency(code: code))
        let rule = try #require(Stripe.manifest.rule(for: currency))
        #expect((rule.exponent, rule.minimum) == (exponent, Money(minimum, currency)))
    }

    @Test func aMalagasyOrderGoesThroughWhole() async throws {
        let ariary = try #require(Currency(code: "MGA"))
        var visit = try await StripeVisit(amount: Money(500_000, ariary))
        #expect(try await visit.settle(.pays).paid == Money(500_000, ariary))
        #expect(try await visit.refund(100_000, of: 500_000).isDone)
        #expect(try await visit.verify(.inquiry).cancelled == Money(100_000, ariary))
    }
}
