/// `application/x-www-form-urlencoded` in UTF-8, as the URL standard serialises it.
enum FormText {
    static func bytes(_ fields: [(name: String, value: String)]) -> [UInt8] {
        Array(fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&").utf8)
    }

    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): encoded += "+"
            default: encoded += "%" + hexadecimal(byte)
            }
        }
        return encoded
    }

    /// A value as one segment of a path.
    static func pathSegment(_ text: String) -> String { encoded(text).replacing("+", with: "%20") }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return byte < 0x10 ? "0" + digits : digits
    }
}
