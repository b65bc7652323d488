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
        let authority = Self.authority(of: text, behind: separator)
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { throw .userInfo }
        guard let origin = WebOrigin(scheme + "://" + authority), origin.host.first != "[" else { throw .badHost }
        guard Self.strictParse(of: text, agreesWith: origin, isPortWritten: authority.utf8.contains(UInt8(ascii: ":")))
        else {
            throw .ambiguous
        }
        self.text = text
        self.origin = origin
    }

    /// What stands between `://` and the path, the query or the fragment.
    private static func authority(of text: String, behind colon: String.Index) -> Substring {
        let rest = text.utf8[colon...].dropFirst(3)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        return text[rest.startIndex..<(end ?? text.endIndex)]
    }

    /// RFC 3986, appendix A: unreserved, reserved, and percent signs before two digits.
    private static func hasOnlyURLBytes(_ text: String) -> Bool {
        var digitsDue = 0
        for byte in text.utf8 {
            if digitsDue > 0 {
                guard byte.hexadecimalDigit != nil else { return false }
                digitsDue -= 1
            } else if byte == UInt8(ascii: "%") {
                digitsDue = 2
            } else if !byte.isUnreserved, !byte.isReserved {
                return false
            }
        }
        return digitsDue == 0
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

    /// RFC 3986, section 2.2: `:/?#[]@!$&'()*+,;=`.
    fileprivate var isReserved: Bool {
        switch self {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "$"), 0x26...0x2C,
            UInt8(ascii: ";"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
