/// Writes a JSON object, member by member.
struct RecordText {
    private var members: [UInt8] = [UInt8(ascii: "{")]

    /// The object.
    var bytes: [UInt8] { members + [UInt8(ascii: "}")] }

    mutating func add(_ name: String, json: [UInt8]) {
        begin(name)
        members += json
    }

    mutating func add(_ name: String, _ text: String) {
        begin(name)
        append(text)
    }

    mutating func add(_ name: String, _ number: Int64) { add(name, json: Array(String(number).utf8)) }

    mutating func add(_ name: String, _ isTrue: Bool) { add(name, json: Array((isTrue ? "true" : "false").utf8)) }

    /// A value that `Codable` wraps into an object of its own.
    mutating func add(_ name: String, _ text: String, in wrapper: String) {
        var inner = RecordText()
        inner.add(wrapper, text)
        add(name, json: inner.bytes)
    }

    mutating func add(_ name: String, _ number: Int64, in wrapper: String) {
        var inner = RecordText()
        inner.add(wrapper, number)
        add(name, json: inner.bytes)
    }

    private mutating func begin(_ name: String) {
        if members.count > 1 { members.append(UInt8(ascii: ",")) }
        append(name)
        members.append(UInt8(ascii: ":"))
    }

    /// A string with the escapes that RFC 8259, section 7, demands.
    private mutating func append(_ text: String) {
        members.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                members.append(UInt8(ascii: "\\"))
                members.append(byte)
            case 0..<0x20:
                members += Array((byte < 16 ? #"\u000"# : #"\u00"#).utf8) + Array(String(byte, radix: 16).utf8)
            default:
                members.append(byte)
            }
        }
        members.append(UInt8(ascii: "\""))
    }
}
