import ProviderKit

/// Currencies as Stripe counts them (docs.stripe.com/currencies).
enum StripeCurrencies {
    /// Without minor units at Stripe; ISO 4217 has two digits for MGA.
    private static let whole: Set = [
        "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
    ]

    /// The last of three digits must be zero.
    static let thousandths: Set = ["BHD", "JOD", "KWD", "OMR", "TND"]

    /// Without minor units in ISO 4217, and sent to Stripe with two digits, which must be zeros.
    private static let padded: Set = ["ISK", "UGX"]

    /// Of the currencies in circulation, those that Stripe does not take.
    private static let refused: Set = [
        "BTN", "CUP", "ERN", "GHS", "IQD", "IRR", "KPW", "LYD", "MRU", "SDG", "SSP", "STN", "SVC", "SYP", "TMT",
        "VED", "VES", "ZWG",
    ]

    /// The least amounts that are documented, in minor units; where none is, Stripe itself decides.
    private static let minimums: [String: Int64] = [
        "USD": 50, "AED": 200, "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50,
        "GBP": 30, "HKD": 400, "HUF": 17_500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300, "NZD": 50,
        "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000,
    ]

    static let rules: [CurrencyRule] = Currency.all.filter { !refused.contains($0.code) }.map { currency in
        CurrencyRule(currency, exponent: exponent(of: currency), minimum: minimums[currency.code] ?? 1)
    }

    /// The digits behind the point of an amount in Stripe's minor units.
    static func exponent(of currency: Currency) -> Int {
        if whole.contains(currency.code) { return 0 }
        if thousandths.contains(currency.code) { return 3 }
        return padded.contains(currency.code) ? 2 : currency.exponent
    }
}

extension Money {
    /// The amount in Stripe's minor units.
    ///
    /// - Throws: ``ProviderError/Code/invalidRequest`` for an amount that Stripe cannot take.
    func stripeUnits() throws(ProviderError) -> Int64 {
        let shift = StripeCurrencies.exponent(of: currency) - currency.exponent
        let factor: Int64 = shift == 0 ? 1 : 100
        let (units, isTooLarge) =
            shift < 0 ? (minorUnits / factor, false) : minorUnits.multipliedReportingOverflow(by: factor)
        let isExact = shift >= 0 || minorUnits % factor == 0
        let isRound = !StripeCurrencies.thousandths.contains(currency.code) || units % 10 == 0
        guard isExact, isRound, !isTooLarge else {
            throw ProviderError(.invalidRequest, "Stripe cannot express \(self)")
        }
        return units
    }

    /// An amount as Stripe wrote it: minor units of its own, and a currency in lower case.
    ///
    /// - Throws: ``ProviderError/Code/unknown`` for what is no amount of a currency in circulation.
    init(stripeUnits units: Int64, currency code: String) throws(ProviderError) {
        guard let currency = Currency(code: code.uppercased()) else {
            throw ProviderError(.unknown, "Stripe names a currency that does not exist")
        }
        let shift = StripeCurrencies.exponent(of: currency) - currency.exponent
        let (minorUnits, isTooLarge) =
            shift < 0 ? units.multipliedReportingOverflow(by: 100) : (shift > 0 ? units / 100 : units, false)
        guard !isTooLarge, shift <= 0 || units % 100 == 0 else {
            throw ProviderError(.unknown, "Stripe names an amount that \(currency) does not have")
        }
        self.init(minorUnits, currency)
    }
}
