import ProviderKit

/// The total of a cart as H5 signs it, in all forms that are known (contract, D.1 #10 and #11).
struct ReservationTotal: Hashable, Sendable {
    /// Each price cut to a whole number before it is added.
    let whole: Int64
    let exact: Money

    /// The forms in the order in which they are tried; the first is the canonical one.
    var candidates: [Form] {
        let decimals = exact.text(exponent: exact.currency.exponent)
        let texts = [
            (Name.whole, String(whole)), (.twoDecimals, Self.twoDecimals(decimals)),
            (.minimal, Self.minimal(decimals)),
        ]
        return [true, false].flatMap { isQuoted in
            texts.map { Form(name: $0.0, total: $0.1, isQuoted: isQuoted) }
        }
    }

    /// One way to write the total.
    struct Form: Hashable, Sendable, CustomStringConvertible {
        let name: Name
        let total: String
        let isQuoted: Bool

        var isCanonical: Bool { name == .whole && isQuoted }
        var description: String { "\(isQuoted ? "quoted" : "unquoted") \(name.rawValue)" }
    }

    enum Name: String, Sendable {
        case whole, twoDecimals, minimal
    }

    private static func twoDecimals(_ text: String) -> String {
        let parts = text.split(separator: ".")
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction.prefix(2))\(String(repeating: "0", count: max(0, 2 - fraction.count)))"
    }

    private static func minimal(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }
}
