import ProviderKit
import Testing

struct MoneyTests {
    @Test func amountsOfOneCurrencyAddAndSubtract() throws {
        #expect(try Money(700, .krw).adding(Money(300, .krw)) == Money(1000, .krw))
        #expect(try Money(300, .krw).subtracting(Money(700, .krw)) == Money(-400, .krw))
        #expect(Money.zero(.krw) == Money(0, .krw))
    }

    @Test func currenciesNeverMix() {
        #expect(throws: MoneyError.currencyMismatch) { try Money(1, .krw).adding(Money(1, .usd)) }
        #expect(throws: MoneyError.currencyMismatch) { try Money(1, .krw).subtracting(Money(1, .jpy)) }
        #expect(Money(1, .krw) != Money(1, .jpy))
    }

    @Test func sumsThatDoNotFitAreErrors() {
        #expect(throws: MoneyError.overflow) { try Money(.max, .usd).adding(Money(1, .usd)) }
        #expect(throws: MoneyError.overflow) { try Money(.min, .usd).subtracting(Money(1, .usd)) }
        #expect(throws: MoneyError.overflow) { try Money(0, .usd).subtracting(Money(.min, .usd)) }
    }
}
