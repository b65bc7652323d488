/// The name of one intent to move money: this approval, this cancellation.
///
/// It is the idempotency key at the PG on every repeat, for as long as the manifest says that such a key lives. The
/// gateway binds it to its parameters before the PG is asked, so it never stands for two different things.
/// 160 random bits in lower-case base32: 32 characters of `[a-z2-7]`.
public struct OperationID: Hashable, Sendable, Codable, CustomStringConvertible {
    public let text: String

    /// Takes an operation's text; `nil` unless it has the form of one.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count == 32, text.utf8.allSatisfy(Base32.isDigit) else { return nil }
        self.text = text
    }

    /// A new operation.
    public init(from random: any RandomSource) {
        text = Base32.encode(random.bytes(20))
    }

    public var description: String { text }
}
