extension SandboxJSON {
    /// Reads one JSON text.
    public init(parsing text: String) throws {
        self = try JSONReader.read(text)
    }

    /// The value on one line, without blanks.
    public var compact: String { written(indent: nil) }

    /// The value over several lines, two blanks deeper per level.
    public var pretty: String { written(indent: "\n") }

    private func written(indent: String?) -> String {
        switch self {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): Self.quoted(text)
        case .array(let elements):
            Self.list(elements, "[", "]", indent) { $0.written(indent: $1) }
        case .object(let members):
            Self.list(members, "{", "}", indent) { member, deeper in
                Self.quoted(member.name) + (indent == nil ? ":" : ": ") + member.value.written(indent: deeper)
            }
        }
    }

    private static func list<Item>(
        _ items: [Item],
        _ open: String,
        _ close: String,
        _ indent: String?,
        write: (Item, String?) -> String
    ) -> String {
        guard !items.isEmpty else { return open + close }
        let deeper = indent.map { $0 + "  " }
        let body = items.map { (deeper ?? "") + write($0, deeper) }.joined(separator: ",")
        return open + body + (indent ?? "") + close
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20:
                "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
