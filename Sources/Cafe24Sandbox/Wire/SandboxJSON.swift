/// A JSON value that keeps what parsers usually lose: how a number was written, and the order of members.
///
/// `3065.00` stays `3065.00`, since Cafe24's hashes cover the text of an amount and not its value.
public enum SandboxJSON: Sendable, Hashable {
    case object([Member])
    case array([SandboxJSON])
    case string(String)
    /// The digits as they were written.
    case number(String)
    case bool(Bool)
    case null

    public struct Member: Sendable, Hashable {
        public let name: String
        public var value: SandboxJSON

        public init(name: String, value: SandboxJSON) {
            self.name = name
            self.value = value
        }
    }

    /// The member of that name, when this is an object that has one.
    public subscript(name: String) -> SandboxJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// A string as it is, a number as it was written; nothing else has a text.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .object, .array, .bool, .null: nil
        }
    }

    /// Whether both mean the same: the order of members does not count.
    public func means(_ other: SandboxJSON) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            mine.count == theirs.count
                && mine.allSatisfy { member in other[member.name].map { member.value.means($0) } ?? false }
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.means($1) }
        default:
            self == other
        }
    }
}

extension SandboxJSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    public init(stringLiteral value: String) { self = .string(value) }

    public init(dictionaryLiteral elements: (String, SandboxJSON)...) {
        self = .object(elements.map { Member(name: $0, value: $1) })
    }
}
