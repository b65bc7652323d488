extension Money {
    /// The longest decimal text that is read; 64 bits need 20 digits.
    static let longestText = 32

    /// Reads decimal text such as `3065.00`.
    ///
    /// Signs, exponents, white space, grouping and bare points (`.5`, `5.`) are refused. Digits beyond those of the
    /// currency may stand there only as zeros: `12000.00` is 12,000 won.
    ///
    /// - Parameters:
    ///   - text: ASCII digits with at most one point between them.
    ///   - currency: The currency whose exponent applies.
    ///   - exponent: The digits of the minor unit as the sender counts them; the currency's own by default.
    /// - Throws: ``MoneyError/malformed``, ``MoneyError/tooPrecise`` or ``MoneyError/overflow``.
    public init(_ text: String, _ currency: Currency, exponent: Int? = nil) throws(MoneyError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.longestText else { throw .malformed }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let digits = exponent ?? currency.exponent
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard !parts[0].isEmpty, parts.count == 1 || !fraction.isEmpty else { throw .malformed }
        guard (parts[0] + fraction).allSatisfy({ (0x30...0x39).contains($0) }) else { throw .malformed }
        guard fraction.dropFirst(digits).allSatisfy({ $0 == 0x30 }) else { throw .tooPrecise }

        let padding = repeatElement(UInt8(0x30), count: max(0, digits - fraction.count))
        var minorUnits: Int64 = 0
        for digit in parts[0] + fraction.prefix(digits) + padding {
            let (shifted, overflow) = minorUnits.multipliedReportingOverflow(by: 10)
            let (sum, carried) = shifted.addingReportingOverflow(Int64(digit - 0x30))
            guard !overflow, !carried else { throw .overflow }
            minorUnits = sum
        }
        self.init(minorUnits, currency)
    }

    /// Reads decimal text of money that is due: as ``init(_:_:exponent:)``, and zero is refused.
    ///
    /// - Parameters:
    ///   - text: ASCII digits with at most one point between them.
    ///   - currency: The currency whose exponent applies.
    /// - Throws: ``MoneyError/zero`` too.
    public init(due text: String, _ currency: Currency) throws(MoneyError) {
        try self.init(text, currency)
        guard !isZero else { throw .zero }
    }

    /// The amount as decimal text with all digits of the currency: `3065.00`, `12000`.
    public var text: String { text(exponent: currency.exponent) }

    /// The amount as decimal text, for a PG that counts minor units in its own way.
    ///
    /// - Parameter exponent: How many digits ``minorUnits`` has behind the point.
    /// - Returns: ASCII digits, with a point where `exponent` is above zero.
    public func text(exponent: Int) -> String {
        let sign = minorUnits < 0 ? "-" : ""
        let digits = String(minorUnits.magnitude)
        guard exponent > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
        return sign + padded.dropLast(exponent) + "." + padded.suffix(exponent)
    }
}
