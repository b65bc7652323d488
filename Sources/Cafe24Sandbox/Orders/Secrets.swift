/// Shortens what must not be readable in pages and logs.
///
/// The hash of a paid order is also the hash of its full cancellation, and a payment key lets its bearer read it.
enum Secrets {
    private static let names: Set = [
        "hash_data", "key", "hmac", "hmac_key", "access_token", "refresh_token", "client_secret",
    ]

    static func shortened(_ value: SandboxJSON) -> SandboxJSON {
        switch value {
        case .object(let members): .object(members.map(shortened))
        case .array(let elements): .array(elements.map(shortened))
        case .string(let text): .string(keyShortened(inAddress: text))
        case .number, .bool, .null: value
        }
    }

    private static func shortened(_ member: SandboxJSON.Member) -> SandboxJSON.Member {
        guard names.contains(member.name), let text = member.value.text else {
            return SandboxJSON.Member(name: member.name, value: shortened(member.value))
        }
        return SandboxJSON.Member(name: member.name, value: .string(shortened(text)))
    }

    private static func shortened(_ text: String) -> String {
        text.count > 6 ? text.prefix(6) + "…" : text
    }

    /// `https://pay.test/p?key=abcdefgh&x=1` becomes `https://pay.test/p?key=abcdef…&x=1`.
    private static func keyShortened(inAddress text: String) -> String {
        guard let mark = text.firstIndex(of: "?") else { return text }
        let pairs = text[text.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let kept = pairs.map { $0.hasPrefix("key=") ? "key=" + shortened(String($0.dropFirst(4))) : String($0) }
        return text[...mark] + kept.joined(separator: "&")
    }
}
