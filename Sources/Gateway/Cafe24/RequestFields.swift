/// The fields of a request from Cafe24 or a shop page, whichever way they were sent.
///
/// JSON, a urlencoded form, a multipart form and the query all do, and the body wins over the query (contract,
/// section 0). The content decides: JSON where the type speaks of it *and* the body begins like it, because Cafe24's
/// own sample sends forms with a JSON type.
struct RequestFields: Sendable {
    private let body: [JSONValue.Member]
    private let query: [JSONValue.Member]

    /// - Parameters:
    ///   - method: In upper case. The body of a `GET` is not looked at.
    ///   - contentType: The header, if there is one.
    ///   - query: The raw query without its question mark.
    ///   - body: The whole body.
    /// - Throws: ``RequestFault`` for a body that is not what it begins to be.
    init(method: String, contentType: String?, query: String, body: [UInt8]) throws(RequestFault) {
        self.query = query.isEmpty ? [] : try FormReader.members(query.utf8)
        self.body = method == "GET" || body.isEmpty ? [] : try Self.members(body, type: contentType ?? "")
    }

    /// Of UTF-8. A reader of JSON may ignore it (RFC 8259, section 8.1).
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func members(_ body: [UInt8], type: String) throws(RequestFault) -> [JSONValue.Member] {
        let kind = type.lowercased()
        let isJSON = kind.contains("json")
        let body = isJSON && body.starts(with: byteOrderMark) ? Array(body.dropFirst(byteOrderMark.count)) : body
        let first = body.first { !$0.isBlank }
        if isJSON, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            guard let members = try json(body).members else {
                throw RequestFault("body is an array where an object is expected")
            }
            return members
        }
        if kind.hasPrefix("multipart/form-data") {
            return try MultipartReader(contentType: type, body: body).members()
        }
        return try FormReader.members(body)
    }

    private static func json(_ body: [UInt8]) throws(RequestFault) -> JSONValue {
        do { return try JSONReader.read(body) } catch { throw RequestFault("body is not JSON: \(error)") }
    }

    /// The value as it was sent; `nil` where it is absent or `null`.
    func value(_ name: String) -> JSONValue? {
        let value = (body.last { $0.key == name } ?? query.last { $0.key == name })?.value
        if case .null? = value { return nil }
        return value
    }

    /// A scalar, trimmed: a number as its lexeme, a boolean as `true` or `false`; `nil` where it is empty, absent, or
    /// no scalar.
    subscript(name: String) -> String? {
        switch value(name) {
        case .string(let text):
            let text = text.trimmed
            return text.isEmpty ? nil : text
        case .number(let lexeme): return lexeme
        case .bool(let value): return value ? "true" : "false"
        default: return nil
        }
    }
}
