/// A currency in circulation, by its ISO 4217 code.
public struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Three upper-case letters: `KRW`.
    public let code: String

    /// How many decimal digits the minor unit stands for: 0 for `KRW`, 2 for `USD`, 3 for `KWD`.
    ///
    /// This is ISO 4217's figure. A PG may count otherwise; see ``CurrencyRule``.
    public let exponent: Int

    /// Finds a currency in circulation by its code; anything else, lower case included, is `nil`.
    public init?(code: String) {
        guard let exponent = Self.exponents[code] else { return nil }
        self.init(code: code, exponent: exponent)
    }

    init(code: String, exponent: Int) {
        self.code = code
        self.exponent = exponent
    }

    public static let krw = Currency(code: "KRW", exponent: 0)
    public static let usd = Currency(code: "USD", exponent: 2)
    public static let jpy = Currency(code: "JPY", exponent: 0)
    public static let php = Currency(code: "PHP", exponent: 2)

    /// All currencies in circulation, by code.
    public static let all: [Currency] = exponents.map { Currency(code: $0.key, exponent: $0.value) }.sorted()

    public static func < (one: Currency, other: Currency) -> Bool { one.code < other.code }

    public var description: String { code }
}
