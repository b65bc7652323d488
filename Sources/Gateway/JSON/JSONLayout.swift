/// Writes JSON for people: two spaces a level, one member or item a line.
enum JSONLayout {
    static func text(_ value: JSONValue, indent: String = "") -> String {
        switch value {
        case .string(let text): JSONText.quoted(text)
        case .number(let lexeme): lexeme
        case .bool(let value): value ? "true" : "false"
        case .null: "null"
        case .array(let items, _): enclosed("[", items.map { text($0, indent: indent + "  ") }, "]", indent)
        case .object(let members, _):
            enclosed(
                "{",
                members.map { "\(JSONText.quoted($0.key)): \(text($0.value, indent: indent + "  "))" },
                "}",
                indent
            )
        }
    }

    private static func enclosed(_ open: String, _ lines: [String], _ close: String, _ indent: String) -> String {
        guard !lines.isEmpty else { return open + close }
        return open + "\n" + lines.map { "\(indent)  \($0)" }.joined(separator: ",\n") + "\n\(indent)\(close)"
    }
}

extension JSONValue {
    /// An object that was never a text.
    static func made(_ members: [Member]) -> JSONValue { .object(members, raw: []) }

    /// An array that was never a text.
    static func made(_ items: [JSONValue]) -> JSONValue { .array(items, raw: []) }
}
