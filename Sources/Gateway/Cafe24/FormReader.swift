/// Reads `application/x-www-form-urlencoded`: a body, or the query of an address.
enum FormReader {
    /// More fields than this are refused; Cafe24's requests have some twenty.
    static let mostFields = 1024

    /// The fields as JSON members, `name[key]=value` gathered into objects; see ``FormTree``.
    static func members(_ bytes: some Collection<UInt8>) throws(RequestFault) -> [JSONValue.Member] {
        var tree = FormTree()
        var count = 0
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            count += 1
            guard count <= mostFields else { throw RequestFault("form has more than \(mostFields) fields") }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try text(parts[0], of: nil)
            try tree.add(name, parts.count == 2 ? try text(parts[1], of: name) : "")
        }
        return tree.jsonMembers
    }

    /// Decodes `+` and percent escapes.
    static func text(_ encoded: some Collection<UInt8>, of field: String?) throws(RequestFault) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var index = encoded.startIndex
        while index < encoded.endIndex {
            let byte = encoded[index]
            encoded.formIndex(after: &index)
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"): bytes.append(try escape(in: encoded, at: &index, of: field))
            default: bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RequestFault(field: field ?? "a form field's name", "is not UTF-8")
        }
        return text
    }

    private static func escape<Bytes: Collection<UInt8>>(
        in encoded: Bytes,
        at index: inout Bytes.Index,
        of field: String?
    ) throws(RequestFault) -> UInt8 {
        var value: UInt8 = 0
        for _ in 0..<2 {
            guard index < encoded.endIndex, let digit = encoded[index].hexadecimalDigit else {
                throw RequestFault(field: field ?? "a form field's name", "has a percent sign without two digits")
            }
            value = value << 4 | digit
            encoded.formIndex(after: &index)
        }
        return value
    }
}
