extension OutsideURL {
    /// The address with more query parameters, in front of a fragment; its own bytes stay as they are.
    ///
    /// - Parameter items: Names and values in clear.
    /// - Returns: The text; parameters of the same name that were there stay.
    func adding(_ items: [(String, String)]) -> String {
        guard !items.isEmpty else { return text }
        let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")) ?? text.endIndex
        let front = text[..<hash]
        let separator =
            if !front.utf8.contains(UInt8(ascii: "?")) { "?" } else if front.hasSuffix("?") || front.hasSuffix("&") {
                ""
            } else { "&" }
        let added = items.map { "\(Self.percentEncoded($0))=\(Self.percentEncoded($1))" }.joined(separator: "&")
        return front + separator + added + text[hash...]
    }

    /// All but unreserved characters as escapes with upper-case digits (RFC 3986, section 2.1).
    static func percentEncoded(_ text: String) -> String {
        guard !text.utf8.allSatisfy(\.isUnreserved) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3)
        for byte in text.utf8 {
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
