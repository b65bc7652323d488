/// An amount as it is written, and as a count of its smallest written unit: `9.00` is 900 of scale 2.
///
/// The mall reckons in the scale it wrote an order in, so that nothing is ever rounded.
struct AmountText: Sendable, Equatable {
    let units: Int
    /// How many digits stand after the point.
    let scale: Int

    init(units: Int, scale: Int) {
        self.units = units
        self.scale = scale
    }

    /// Reads plain digits with at most one point: no sign, no exponent, no separators.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 16,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let units = Int(parts.joined())
        else { return nil }
        self.init(units: units, scale: parts.count > 1 ? parts[1].utf8.count : 0)
    }

    var text: String {
        guard scale > 0 else { return String(units) }
        let digits = String(units)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    /// The same amount with another number of decimals; nothing where digits other than 0 would be lost.
    func scaled(to scale: Int) -> AmountText? {
        if scale >= self.scale {
            let factor = Self.power(scale - self.scale)
            let (units, overflow) = units.multipliedReportingOverflow(by: factor)
            return overflow ? nil : AmountText(units: units, scale: scale)
        }
        let (units, rest) = units.quotientAndRemainder(dividingBy: Self.power(self.scale - scale))
        return rest == 0 ? AmountText(units: units, scale: scale) : nil
    }

    /// Whether both are worth the same, however they are written.
    func equals(_ other: AmountText) -> Bool { scaled(to: other.scale) == other || other.scaled(to: scale) == self }

    /// Of ten; more than 16 digits never occur.
    private static func power(_ exponent: Int) -> Int {
        (0..<min(exponent, 16)).reduce(1) { product, _ in product * 10 }
    }
}
