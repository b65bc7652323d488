import ProviderKit
import Testing

struct GroupedMoneyTests {
    @Test(arguments: [
        (Int64(0), "0 KRW"), (999, "999 KRW"), (1000, "1,000 KRW"), (123_456, "123,456 KRW"),
        (1_234_567, "1,234,567 KRW"), (-999, "-999 KRW"), (-123_456, "-123,456 KRW"), (-1000, "-1,000 KRW"),
    ])
    func thousandsAreGrouped(won: Int64, text: String) {
        #expect(Money(won, .krw).grouped == text)
    }

    @Test func decimalsStayAsTheyAre() {
        #expect(Money(123_456_789, .usd).grouped == "1,234,567.89 USD")
        #expect(Money(-5, .usd).grouped == "-0.05 USD")
    }
}
