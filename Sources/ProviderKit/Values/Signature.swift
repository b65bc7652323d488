import Crypto
import Foundation

/// Message authentication as PGs and Cafe24 use it.
public enum Signature {
    /// HMAC-SHA256 of a message, raw.
    ///
    /// - Parameters:
    ///   - message: The bytes that are signed, exactly as sent.
    ///   - key: The shared key; its UTF-8 bytes are the HMAC key.
    /// - Returns: 32 bytes.
    public static func hmacSHA256(_ message: some Sequence<UInt8>, key: Secret) -> [UInt8] {
        let key = SymmetricKey(data: Array(key.exposed.utf8))
        return Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: key))
    }

    /// Compares two signatures without telling, by the time it takes, where they differ.
    ///
    /// - Parameters:
    ///   - given: What arrived; `nil` when nothing did.
    ///   - expected: What it must be. Its length is no secret.
    /// - Returns: `false` when `given` is missing, or differs in any byte.
    public static func matches(_ given: String?, _ expected: String) -> Bool {
        guard let given, given.utf8.count == expected.utf8.count else { return false }
        return zip(given.utf8, expected.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Sequence where Element == UInt8 {
    /// Lower-case hexadecimal, two digits a byte.
    @inlinable public var hexadecimal: String {
        var text: [UInt8] = []
        text.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            text.append(Self.digit(byte >> 4))
            text.append(Self.digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Parameter value: Less than 16.
    /// - Returns: The ASCII code of its digit.
    @inlinable static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Standard base64 with padding (RFC 4648, section 4).
    public var base64: String { Data(self).base64EncodedString() }
}
