import ProviderKit

/// An amount as PayPal writes it: a decimal text in major units, with the digits PayPal gives the currency.
struct PayPalMoney: Codable, Hashable, Sendable {
    let code: String
    let value: String

    enum CodingKeys: String, CodingKey {
        case code = "currency_code"
        case value
    }
}

extension PayPalMoney {
    /// - Throws: ``ProviderError/Code/invalidRequest`` where PayPal cannot express the amount: another currency, less
    ///   than its least, or a fraction of a forint.
    init(_ money: Money) throws(ProviderError) {
        guard let rule = PayPal.manifest.rule(for: money.currency) else {
            throw ProviderError(
                .invalidRequest,
                "PayPal takes no \(money.currency)",
                providerCode: "CURRENCY_NOT_SUPPORTED"
            )
        }
        guard money.minorUnits >= rule.minimum.minorUnits else {
            throw ProviderError(.invalidRequest, "\(money) is below PayPal's minimum of \(rule.minimum)")
        }
        let unit = Self.unit(rule)
        guard money.minorUnits % unit == 0 else {
            throw ProviderError(
                .invalidRequest,
                "PayPal takes \(money.currency) without decimals, so not \(money)",
                providerCode: "DECIMALS_NOT_SUPPORTED"
            )
        }
        code = money.currency.code
        value = Money(money.minorUnits / unit, money.currency).text(exponent: rule.exponent)
    }

    /// How many of ISO 4217's minor units are one of PayPal's.
    private static func unit(_ rule: CurrencyRule) -> Int64 {
        (rule.exponent..<rule.currency.exponent).reduce(1) { unit, _ in unit * 10 }
    }

    /// The amount in minor units of ISO 4217.
    ///
    /// - Throws: ``ProviderError/Code/conflict`` where it is none: nothing that we asked for.
    func money() throws(ProviderError) -> Money {
        do {
            guard let currency = Currency(code: code) else { throw MoneyError.currencyMismatch }
            return try Money(value, currency)
        } catch {
            throw ProviderError(.conflict, "PayPal names an amount that is none")
        }
    }
}
