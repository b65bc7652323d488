/// Reads one JSON text (RFC 8259) into a ``SandboxJSON``.
struct JSONReader {
    /// Where in the text, in bytes from its start, reading ended.
    struct Fault: Error, Equatable {
        let offset: Int
    }

    private static let deepest = 64

    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func read(_ text: String) throws -> SandboxJSON {
        var reader = JSONReader(text)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == reader.bytes.count else { throw reader.fault }
        return value
    }

    private var fault: Fault { Fault(offset: position) }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func value(depth: Int) throws -> SandboxJSON {
        guard depth <= Self.deepest else { throw fault }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func members(depth: Int) throws -> [SandboxJSON.Member] {
        var members: [SandboxJSON.Member] = []
        var names: Set<String> = []
        try list(until: "}") { reader in
            reader.skipBlanks()
            let name = try reader.string()
            // Two parsers could believe two different ones.
            guard names.insert(name).inserted else { throw reader.fault }
            reader.skipBlanks()
            try reader.expect(":")
            members.append(SandboxJSON.Member(name: name, value: try reader.value(depth: depth + 1)))
        }
        return members
    }

    private mutating func elements(depth: Int) throws -> [SandboxJSON] {
        var elements: [SandboxJSON] = []
        try list(until: "]") { reader in elements.append(try reader.value(depth: depth + 1)) }
        return elements
    }

    private mutating func list(until end: Unicode.Scalar, item: (inout JSONReader) throws -> Void) throws {
        position += 1
        skipBlanks()
        if take(end) { return }
        repeat {
            try item(&self)
            skipBlanks()
        } while take(",")
        try expect(end)
    }

    private mutating func string() throws -> String {
        try expect("\"")
        var text: [UInt8] = []
        while let byte = next, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += String(try escaped()).utf8
            default: text.append(byte)
            }
        }
        throw fault
    }

    private mutating func escaped() throws -> Character {
        guard let letter = next else { throw fault }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(letter))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try codePoint())
        default: throw fault
        }
    }

    /// Four hex digits, or two times four with `\u` between them for what lies above U+FFFF.
    private mutating func codePoint() throws -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        try expect("\\")
        try expect("u")
        let second = try fourHexDigits()
        guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault }
        return scalar
    }

    private mutating func fourHexDigits() throws -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault }
        position += 4
        return value
    }

    private mutating func number() throws -> String {
        let start = position
        _ = take("-")
        let whole = digits()
        guard whole.count == 1 || (whole.count > 1 && whole.first != UInt8(ascii: "0")) else { throw fault }
        if take(".") { guard !digits().isEmpty else { throw fault } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard !digits().isEmpty else { throw fault }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> ArraySlice<UInt8> {
        let digits = bytes[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        position += digits.count
        return digits
    }

    private mutating func word(_ word: String, _ value: SandboxJSON) throws -> SandboxJSON {
        for scalar in word.unicodeScalars { try expect(scalar) }
        return value
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws {
        guard take(scalar) else { throw fault }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D { position += 1 }
    }
}
