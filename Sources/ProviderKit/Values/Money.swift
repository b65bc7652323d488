/// An exact amount in one currency.
///
/// The amount is a whole count of the currency's minor unit: won for `KRW`, cents for `USD`. There is no floating
/// point anywhere, and amounts of different currencies never mix.
public struct Money: Hashable, Sendable {
    /// The amount in minor units of ``currency``.
    public let minorUnits: Int64
    public let currency: Currency

    public init(_ minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(0, currency) }

    public var isZero: Bool { minorUnits == 0 }

    /// Adds an amount of the same currency.
    ///
    /// - Parameter other: The amount to add, in minor units of ``currency``.
    /// - Returns: The sum, in minor units of ``currency``.
    /// - Throws: ``MoneyError/currencyMismatch`` when the currencies differ,
    ///   ``MoneyError/overflow`` when the sum does not fit 64 bits.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        try combined(with: other) { $0.addingReportingOverflow($1) }
    }

    /// Takes an amount of the same currency away.
    ///
    /// - Parameter other: The amount to take away, in minor units of ``currency``.
    /// - Returns: The difference, in minor units of ``currency``; below zero when `other` is larger.
    /// - Throws: ``MoneyError/currencyMismatch`` when the currencies differ,
    ///   ``MoneyError/overflow`` when the difference does not fit 64 bits.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try combined(with: other) { $0.subtractingReportingOverflow($1) }
    }

    private func combined(
        with other: Money,
        _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(MoneyError) -> Money {
        guard other.currency == currency else { throw .currencyMismatch }
        let (result, overflow) = operation(minorUnits, other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(result, currency)
    }
}

extension Money: CustomStringConvertible {
    public var description: String { "\(text) \(currency.code)" }
}
