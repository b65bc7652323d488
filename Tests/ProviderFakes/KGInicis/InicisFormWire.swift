import Foundation

/// Forms in code page 949.
enum InicisFormWire {
    private static let cp949 = String.Encoding(rawValue: 0x8000_0422)

    static func canWrite(_ text: String) -> Bool { text.data(using: cp949) != nil }

    static func bytes(_ fields: [(String, String)]) -> [UInt8] {
        Array(fields.map { "\($0.0)=\(escaped($0.1))" }.joined(separator: "&").utf8)
    }

    static func fields(_ body: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? String(parts[1]).replacing("+", with: " ") : ""
            fields[String(parts[0])] = value.removingPercentEncoding ?? value
        }
        return fields
    }

    private static func escaped(_ text: String) -> String {
        let bytes = text.data(using: cp949) ?? Data()
        return bytes.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._".contains(character))
            return isPlain ? String(character) : String(format: "%%%02X", byte)
        }.joined()
    }
}
