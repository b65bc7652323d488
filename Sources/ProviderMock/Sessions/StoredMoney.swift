import ProviderKit

/// An amount as it stands in a stored record.
struct StoredMoney: Codable, Hashable, Sendable {
    let money: Money

    init(_ money: Money) {
        self.money = money
    }

    private enum CodingKeys: String, CodingKey {
        case minorUnits, currency
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let code = try container.decode(String.self, forKey: .currency)
        guard let currency = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(
                forKey: .currency,
                in: container,
                debugDescription: "\(code) is no currency in circulation"
            )
        }
        money = Money(try container.decode(Int64.self, forKey: .minorUnits), currency)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(money.minorUnits, forKey: .minorUnits)
        try container.encode(money.currency.code, forKey: .currency)
    }
}
