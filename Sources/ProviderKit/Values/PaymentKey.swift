/// The gateway's name for one attempt to pay an order.
///
/// 160 random bits in lower-case base32: 32 characters of `[a-z2-7]`, new for every attempt and never used again. It
/// is the order number given to the PG, the `key` in Cafe24's return, and the last part of a payment page's address.
/// Who holds it may see the payment, so logs show only ``short``.
public struct PaymentKey: Hashable, Sendable, Codable {
    public let text: String

    /// Takes a key's text; `nil` unless it has the form of one.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count == 32, text.utf8.allSatisfy(Base32.isDigit) else { return nil }
        self.text = text
    }

    /// A new key.
    public init(from random: any RandomSource) {
        text = Base32.encode(random.bytes(20))
    }

    /// The first eight characters, for logs.
    public var short: String { String(text.prefix(8)) }
}

extension PaymentKey: CustomStringConvertible {
    /// The short form, so that a key never reaches a log by accident.
    public var description: String { short + "…" }
}
