/// Reads JSON as RFC 8259 has it and no wider, in one pass over the bytes.
///
/// Foundation's decoder reads 3065 where `3065.00` stands and takes one of two equal keys; both would change what was
/// signed. So here lexemes and raw text are kept, and a key twice, a lone surrogate or invalid UTF-8 is a fault.
struct JSONReader {
    /// How many objects and arrays may stand inside one another.
    static let deepest = 16
    /// From so many members on, equal keys are looked for by hash.
    static let fewMembers = 16

    let bytes: [UInt8]
    var index = 0
    /// Keys that are there again, where all of them are wanted; the first of each counts then.
    private var repeated: [JSONFault]?

    private init(bytes: [UInt8], repeated: [JSONFault]?) {
        self.bytes = bytes
        self.repeated = repeated
    }

    /// Reads one value and nothing behind it.
    static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: bytes, repeated: nil)
        return try reader.whole()
    }

    /// Reads one value and nothing behind it, and says of each key that is there twice where it is there again. For
    /// what a person wrote and is to hear everything about at once.
    static func readAll(_ bytes: [UInt8]) throws(JSONFault) -> (value: JSONValue, repeated: [JSONFault]) {
        var reader = JSONReader(bytes: bytes, repeated: [])
        let value = try reader.whole()
        return (value, reader.repeated ?? [])
    }

    private mutating func whole() throws(JSONFault) -> JSONValue {
        let value = try value(depth: 1)
        skipBlanks()
        guard index == bytes.count else { throw fault("there is something behind the end") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        skipBlanks()
        guard index < bytes.count else { throw fault("a value is missing") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
        default: throw fault("a value is expected")
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        let start = try open(depth: depth)
        var members: [JSONValue.Member] = []
        var seen: Set<String> = []
        if take("}") { return .object(members, raw: bytes[start..<index]) }
        while true {
            skipBlanks()
            let place = index
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw fault("a key is missing") }
            let key = try string()
            let isRepeated = isTaken(key, by: members, &seen)
            if isRepeated { try note(JSONFault(at: place, of: bytes, path: [key], JSONFault.keyTwice)) }
            guard take(":") else { throw fault("a colon is missing") }
            let value = try value(depth: depth + 1, inside: key)
            if !isRepeated { members.append((key, value)) }
            if take("}") { return .object(members, raw: bytes[start..<index]) }
            guard take(",") else { throw fault("a comma or } is missing") }
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        let start = try open(depth: depth)
        var items: [JSONValue] = []
        if take("]") { return .array(items, raw: bytes[start..<index]) }
        while true {
            items.append(try value(depth: depth + 1, inside: String(items.count)))
            if take("]") { return .array(items, raw: bytes[start..<index]) }
            guard take(",") else { throw fault("a comma or ] is missing") }
        }
    }

    /// Reads a member or an item; faults within it learn where it stands.
    private mutating func value(depth: Int, inside step: @autoclosure () -> String) throws(JSONFault) -> JSONValue {
        let known = repeated?.count ?? 0
        let value: JSONValue
        do { value = try self.value(depth: depth) } catch { throw error.inside(step()) }
        guard let all = repeated, all.count > known else { return value }
        repeated = all[..<known] + all[known...].map { $0.inside(step()) }
        return value
    }

    private mutating func note(_ fault: JSONFault) throws(JSONFault) {
        guard repeated != nil else { throw fault }
        repeated?.append(fault)
    }

    /// Steps over an opening bracket and returns where it stood.
    private mutating func open(depth: Int) throws(JSONFault) -> Int {
        guard depth <= Self.deepest else { throw fault("more than \(Self.deepest) levels stand inside one another") }
        index += 1
        return index - 1
    }

    private func isTaken(_ key: String, by members: [JSONValue.Member], _ seen: inout Set<String>) -> Bool {
        if members.count < Self.fewMembers { return members.contains { $0.key == key } }
        if seen.isEmpty { seen = Set(members.map(\.key)) }
        return !seen.insert(key).inserted
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let isThere = text.withUTF8Buffer { bytes[index...].starts(with: $0) }
        guard isThere else { throw fault("a value is expected") }
        index += text.utf8CodeUnitCount
        return value
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipBlanks()
        return step(over: mark)
    }

    /// Steps over one byte if it is there.
    mutating func step(over mark: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while index < bytes.count, bytes[index].isBlank { index += 1 }
    }

    func fault(_ problem: String) -> JSONFault { JSONFault(at: index, of: bytes, problem) }
}

extension UInt8 {
    /// Whether JSON takes the byte as white space: space, tab, line feed or carriage return.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
