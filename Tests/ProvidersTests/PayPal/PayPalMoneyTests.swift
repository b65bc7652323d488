import ProviderKit
import Testing

@testable import Providers

struct PayPalMoneyTests {
    @Test(arguments: [
        ("USD", 1234, "12.34"), ("USD", 1, "0.01"), ("EUR", 100_000_000, "1000000.00"), ("JPY", 1200, "1200"),
        ("HUF", 120_000, "1200"), ("TWD", 100, "1"),
    ])
    func anAmountIsWrittenWithPayPalsDigits(code: String, minorUnits: Int64, value: String) throws {
        let money = Money(minorUnits, try #require(Currency(code: code)))
        let written = try PayPalMoney(money)
        #expect(written.value == value)
        #expect(written.code == code)
        #expect(try written.money() == money)
    }

    @Test(arguments: [
        ("KRW", 12_000), ("HUF", 120_050), ("TWD", 50), ("TWD", 199), ("USD", 0), ("USD", -5), ("KWD", 1000),
    ])
    func whatPayPalCannotExpressIsRefusedBeforeAnyCall(code: String, minorUnits: Int64) throws {
        let money = Money(minorUnits, try #require(Currency(code: code)))
        let error = #expect(throws: ProviderError.self) { try PayPalMoney(money) }
        #expect(error?.code == .invalidRequest)
    }

    @Test(arguments: [("USD", "12,34"), ("USD", "12.345"), ("XXX", "1.00"), ("USD", ""), ("JPY", "1.5")])
    func anAmountThatIsNoneContradictsUs(code: String, value: String) {
        let error = #expect(throws: ProviderError.self) {
            try PayPalMoney(code: code, value: value).money()
        }
        #expect(error?.code == .conflict)
    }

    @Test func theManifestCountsAsPayPalDoes() throws {
        #expect(PayPal.manifest.currencies.count == 24)
        for code in ["HUF", "TWD", "JPY"] {
            let currency = try #require(Currency(code: code))
            #expect(PayPal.manifest.rule(for: currency)?.exponent == 0)
        }
        #expect(PayPal.manifest.rule(for: .krw) == nil)
    }
}
