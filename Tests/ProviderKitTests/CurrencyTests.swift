import ProviderKit
import Testing

struct CurrencyTests {
    @Test(arguments: [("KRW", 0), ("JPY", 0), ("VND", 0), ("USD", 2), ("PHP", 2), ("EUR", 2), ("KWD", 3), ("BHD", 3)])
    func exponentsAreThoseOfTheStandard(code: String, exponent: Int) throws {
        #expect(try #require(Currency(code: code)).exponent == exponent)
    }

    @Test(arguments: ["krw", "Usd", "", "KR", "KRWW", "XXX", "XTS", "XAU", "BTC", "BGN", "ANG", "ＫＲＷ", "KRW "])
    func otherTextsAreNoCurrency(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test func constantsAgreeWithTheTable() {
        for currency in [Currency.krw, .usd, .jpy, .php] { #expect(Currency(code: currency.code) == currency) }
    }

    @Test func theListIsWholeSortedAndWellFormed() {
        let codes = Currency.all.map(\.code)
        #expect((150...165).contains(codes.count))
        #expect(codes == codes.sorted())
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.utf8.count == 3 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } })
    }
}
