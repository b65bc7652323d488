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
        case .cp949: return String(bytes: bytes, encoding: cp949) ?? String(decoding: bytes, as: UTF8.self)
        }
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
