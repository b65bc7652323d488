/// Writes a JSON object in the order of its members; values are strings, or JSON that is already text.
struct JSONObject {
    private var bytes: [UInt8]

    init() {
        bytes = []
        // Most are shorter: answers, log lines, an event's facts.
        bytes.reserveCapacity(512)
        bytes.append(UInt8(ascii: "{"))
    }

    mutating func add(_ name: String, _ text: String) {
        begin(name)
        JSONText.append(text, to: &bytes)
    }

    mutating func add(_ name: String, json: String) {
        begin(name)
        bytes += json.utf8
    }

    private mutating func begin(_ name: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        JSONText.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    var text: String { String(decoding: bytes, as: UTF8.self) + "}" }
}
