/// Why an amount could not be read or calculated.
public enum MoneyError: Error, Hashable, Sendable {
    /// Not ASCII digits with at most one point between them, or longer than 32 characters.
    case malformed
    /// A digit other than zero stands below the currency's minor unit, as in `12000.50` won.
    case tooPrecise
    /// Zero where money is due.
    case zero
    /// Does not fit 64 bits of minor units.
    case overflow
    /// Two amounts of different currencies.
    case currencyMismatch
}

extension MoneyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed: "is not a decimal number such as 3065.00"
        case .tooPrecise: "has more decimal digits than the currency"
        case .zero: "is zero"
        case .overflow: "is too large"
        case .currencyMismatch: "is in another currency"
        }
    }
}
