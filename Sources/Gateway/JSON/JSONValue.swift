/// A JSON value that forgets nothing of how it was written.
///
/// Numbers keep their lexeme, because `3065.00` and `3065` sign differently; objects and arrays keep their bytes,
/// because `extra_data` goes back to Cafe24 as it came.
enum JSONValue: Sendable {
    typealias Member = (key: String, value: JSONValue)

    case string(String)
    /// As it was written: `3065.00`.
    case number(String)
    case bool(Bool)
    case null
    case array([JSONValue], raw: ArraySlice<UInt8>)
    /// In the order of the text; no key is there twice.
    case object([Member], raw: ArraySlice<UInt8>)
}

extension JSONValue {
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var members: [Member]? { if case .object(let members, _) = self { members } else { nil } }
    var items: [JSONValue]? { if case .array(let items, _) = self { items } else { nil } }

    /// The member of an object; `nil` where there is none, or no object.
    subscript(key: String) -> JSONValue? { members?.first { $0.key == key }?.value }

    /// What a person would call it: `an object`.
    var kind: String {
        switch self {
        case .string: "a string"
        case .number: "a number"
        case .bool: "a boolean"
        case .null: "null"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
