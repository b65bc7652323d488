import ProviderKit
import Testing

struct MoneyTextTests {
    @Test(arguments: [
        ("12000", "KRW", 12_000), ("12000.00", "KRW", 12_000), ("12000.000000", "KRW", 12_000), ("0", "KRW", 0),
        ("3065.00", "USD", 306_500), ("3065", "USD", 306_500), ("3065.5", "USD", 306_550), ("0.01", "USD", 1),
        ("1.230", "USD", 123), ("007.50", "USD", 750), ("1.234", "KWD", 1234), ("1", "KWD", 1000),
        ("1.2340", "KWD", 1234), ("500", "JPY", 500), ("9223372036854775807", "KRW", Int64.max),
        ("92233720368547758.07", "USD", Int64.max),
    ])
    func decimalTextBecomesMinorUnits(text: String, code: String, minorUnits: Int64) throws {
        let currency = try #require(Currency(code: code))
        #expect(try Money(text, currency) == Money(minorUnits, currency))
    }

    @Test(arguments: [
        "", " ", "+1", "-1", "1e3", "1E3", "0x10", " 1", "1 ", "1\n", "1,000", "1_000", ".5", "5.", ".", "1.2.3",
        "1..2",
        "١٢", "１２", "1２", "NaN", "inf", "₩1", "1\u{0}", "000000000000000000000000000000001",
    ])
    func anythingButDigitsAndOnePointIsMalformed(text: String) {
        #expect(throws: MoneyError.malformed) { try Money(text, .usd) }
    }

    @Test(arguments: [
        ("12000.50", "KRW"), ("0.01", "JPY"), ("1.001", "USD"), ("1.0001", "KWD"), ("1.0000000001", "USD"),
    ])
    func digitsBelowTheMinorUnitAreTooPrecise(text: String, code: String) throws {
        let currency = try #require(Currency(code: code))
        #expect(throws: MoneyError.tooPrecise) { try Money(text, currency) }
    }

    @Test(arguments: [
        ("9223372036854775808", "KRW"), ("92233720368547758.08", "USD"), ("9223372036854775.808", "KWD"),
        ("99999999999999999999999999999999", "KRW"), ("9223372036854775807", "USD"),
    ])
    func whatDoesNotFitSixtyFourBitsOverflows(text: String, code: String) throws {
        let currency = try #require(Currency(code: code))
        #expect(throws: MoneyError.overflow) { try Money(text, currency) }
    }

    @Test(arguments: ["0", "0.00", "000"])
    func zeroIsRefusedWhereMoneyIsDue(text: String) throws {
        #expect(throws: MoneyError.zero) { try Money(due: text, .usd) }
        #expect(try Money(text, .usd).isZero)
        #expect(try Money(due: "0.01", .usd) == Money(1, .usd))
    }

    @Test func aSenderMayCountItsMinorUnitsInItsOwnWay() throws {
        let forint = try #require(Currency(code: "HUF"))
        #expect(try Money("120", forint, exponent: 0).minorUnits == 120)
        #expect(throws: MoneyError.tooPrecise) { try Money("120.50", forint, exponent: 0) }
        #expect(Money(120, forint).text(exponent: 0) == "120")
    }

    @Test(arguments: [
        (12_000, "KRW", "12000"), (306_500, "USD", "3065.00"), (1, "USD", "0.01"), (0, "USD", "0.00"),
        (10, "USD", "0.10"),
        (1, "KWD", "0.001"), (1234, "KWD", "1.234"), (-150, "USD", "-1.50"), (-5, "KRW", "-5"),
        (Int64.max, "KRW", "9223372036854775807"), (Int64.min, "USD", "-92233720368547758.08"),
    ])
    func minorUnitsBecomeDecimalText(minorUnits: Int64, code: String, text: String) throws {
        let money = Money(minorUnits, try #require(Currency(code: code)))
        #expect(money.text == text)
        #expect(money.description == "\(text) \(code)")
    }

    @Test(arguments: Currency.all)
    func everyCurrencyReadsWhatItWrites(currency: Currency) throws {
        for minorUnits: Int64 in [0, 1, 9, 10, 99, 100, 999, 1000, 123_456_789, .max] {
            let money = Money(minorUnits, currency)
            #expect(try Money(money.text, currency) == money)
        }
    }
}
