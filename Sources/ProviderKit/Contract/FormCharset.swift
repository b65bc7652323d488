import Foundation

/// What a form's bytes stand for.
public enum FormCharset: String, Hashable, Sendable, Codable {
    case utf8
    /// Windows code page 949, which Korean PGs call EUC-KR: a superset of it, with the syllables EUC-KR lacks.
    case cp949
}

/// `application/x-www-form-urlencoded`, read byte by byte.
enum FormDecoder {
    /// CFStringEncodings' `dosKorean`, as an `NSStringEncoding`.
    static let cp949 = String.Encoding(rawValue: 0x8000_0422)

    static func fields(_ bytes: [UInt8], _ charset: FormCharset) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in bytes.split(separator: UInt8(ascii: "&")).prefix(512) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            fields[text(parts[0], charset)] = parts.count == 2 ? text(parts[1], charset) : ""
        }
        return fields
    }

    private static func text(_ encoded: ArraySlice<UInt8>, _ charset: FormCharset) -> String {
        let bytes = decodingPercents(encoded)
        switch charset {
        case .utf8: return String(decoding: bytes, as: UTF8.self)
        case .cp949: return korean(bytes)
        }
    }

    /// Foundation gives up on a text with one bad byte, and reads `0x80` and `0xFF`, which no character of the code
    /// page has, as invisible ones; such texts are read character by character.
    private static func korean(_ bytes: [UInt8]) -> String {
        if let text = koreanText(bytes) { return text }
        var text = ""
        var rest = bytes[...]
        // A conversion is slow, and whoever sends such a text may send many of one pair.
        var known: [UInt16: String?] = [:]
        while let byte = rest.popFirst() {
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else if let trail = rest.first, let character = character(byte, trail, &known) {
                text += character
                rest = rest.dropFirst()
            } else {
                text.append("\u{FFFD}")
            }
        }
        return text
    }

    private static func character(_ lead: UInt8, _ trail: UInt8, _ known: inout [UInt16: String?]) -> String? {
        let pair = UInt16(lead) << 8 | UInt16(trail)
        if let character = known[pair] { return character }
        let character = koreanText([lead, trail]).flatMap { $0.count == 1 ? $0 : nil }
        known[pair] = .some(character)
        return character
    }

    /// The text of bytes that are all of the code page; anything else is `nil`.
    private static func koreanText(_ bytes: [UInt8]) -> String? {
        guard !bytes.contains(0x80), !bytes.contains(0xFF) else { return nil }
        let text = String(bytes: bytes, encoding: cp949)
        return text?.data(using: cp949) == Data(bytes) ? text : nil
    }

    private static func decodingPercents(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = encoded
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return bytes
    }
}
