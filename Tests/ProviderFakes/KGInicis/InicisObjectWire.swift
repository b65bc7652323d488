import Foundation

/// A JSON object with its members in order.
struct InicisObjectWire: Sendable {
    private(set) var text = "{}"

    init(_ members: [(String, String)]) {
        for (name, value) in members { append(name, Self.quoted(value)) }
    }

    mutating func add(_ name: String, _ value: String) { append(name, Self.quoted(value)) }

    /// Adds objects as a list, or the first of them as a member.
    mutating func add(_ name: String, _ objects: [InicisObjectWire], isList: Bool) {
        let inner = objects.map(\.text).joined(separator: ",")
        append(name, isList ? "[\(inner)]" : inner)
    }

    private mutating func append(_ name: String, _ value: String) {
        let comma = text == "{}" ? "" : ","
        text = text.dropLast() + "\(comma)\(Self.quoted(name)):\(value)}"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { character in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            default: String(character)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// The raw text of a member that is an object, as the sender wrote it.
    static func member(_ name: String, of text: String) -> String? {
        guard let start = text.range(of: "\"\(name)\":{") else { return nil }
        var depth = 0
        var isText = false
        var isEscaped = false
        var raw = ""
        for character in text[text.index(before: start.upperBound)...] {
            raw.append(character)
            if isEscaped {
                isEscaped = false
            } else if isText, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isText.toggle()
            } else if !isText, character == "{" {
                depth += 1
            } else if !isText, character == "}" {
                depth -= 1
                if depth == 0 { return raw }
            }
        }
        return nil
    }
}
