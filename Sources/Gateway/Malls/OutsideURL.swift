import Foundation

/// A web address that came from outside, in a form that every parser reads alike.
///
/// Browsers, Foundation and HTTP clients disagree on many malformed addresses: in
/// `https://evil.example\@demomall.cafe24shop.com/` Foundation sees the mall's host, a browser goes to evil.example. So
/// only what RFC 3986 allows to the byte is taken, and our own split must agree with Foundation's strict parse.
/// A host is not allowed by being well formed; ask ``AllowedOrigins``.
struct OutsideURL: Hashable, Sendable {
    static let longest = 2048

    /// Byte for byte as it came.
    let text: String
    let origin: WebOrigin

    /// - Parameter text: The address as it came.
    /// - Throws: ``OutsideURLFault`` naming the first rule that it breaks.
    init(_ text: String) throws(OutsideURLFault) {
        guard text.utf8.count <= Self.longest else { throw .tooLong }
        guard Self.hasOnlyURLBytes(text) else { throw .forbiddenByte }
        guard let separator = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[separator...].hasPrefix("://") else {
            throw .noWebAddress
        }
        let scheme = text[..<separator]
        guard scheme == "https" || scheme == "http" else { throw .noWebAddress }
        let authority = text[separator...].dropFirst(3).prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw .userInfo }
        guard let origin = WebOrigin(scheme + "://" + authority), origin.host.first != "[" else { throw .badHost }
        guard Self.strictParse(of: text, agreesWith: origin, isPortWritten: authority.contains(":")) else {
            throw .ambiguous
        }
        self.text = text
        self.origin = origin
    }

    /// RFC 3986, appendix A: unreserved, reserved, and percent signs before two digits.
    private static func hasOnlyURLBytes(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "%") {
                let digits = bytes[(index + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy({ $0.hexadecimalDigit != nil }) else { return false }
            } else if !byte.isUnreserved, !":/?#[]@!$&'()*+,;=".utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    private static func strictParse(of text: String, agreesWith origin: WebOrigin, isPortWritten: Bool) -> Bool {
        guard let url = URL(string: text, encodingInvalidCharacters: false) else { return false }
        return url.scheme == (origin.isSecure ? "https" : "http") && url.host(percentEncoded: true) == origin.host
            && url.port == (isPortWritten ? origin.port : nil) && url.user == nil && url.password == nil
    }
}

extension UInt8 {
    /// RFC 3986, section 2.3.
    var isUnreserved: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
