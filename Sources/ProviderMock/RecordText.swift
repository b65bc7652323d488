/// Writes a JSON object, member by member.
struct RecordText {
    /// What is written so far: the object, once its last member is.
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// Writes the whole object.
    ///
    /// - Parameter write: Adds its members.
    init(_ write: (inout RecordText) throws -> Void) rethrows {
        // A session with usual addresses.
        bytes.reserveCapacity(1024)
        try object(write)
    }

    mutating func add(_ name: String, _ text: String) {
        begin(name)
        append(text)
    }

    mutating func add(_ name: String, _ number: Int64) { add(name, json: String(number).utf8) }

    mutating func add(_ name: String, _ isTrue: Bool) { add(name, json: (isTrue ? "true" : "false").utf8) }

    mutating func add(_ name: String, json: some Collection<UInt8>) {
        begin(name)
        bytes.append(contentsOf: json)
    }

    /// Adds an object within this one.
    mutating func add(_ name: String, _ write: (inout RecordText) throws -> Void) rethrows {
        begin(name)
        try object(write)
    }

    private mutating func object(_ write: (inout RecordText) throws -> Void) rethrows {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        try write(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    private mutating func begin(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        append(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// A string with the escapes that RFC 8259, section 7, demands.
    private mutating func append(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            if utf8.contains(where: Self.needsEscape) {
                for byte in utf8 { appendEscaped(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        guard Self.needsEscape(byte) else { return bytes.append(byte) }
        guard byte < 0x20 else { return bytes.append(contentsOf: [UInt8(ascii: "\\"), byte]) }
        bytes.append(contentsOf: (byte < 16 ? #"\u000"# : #"\u00"#).utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
    }
}
