import ProviderKit

/// The signature of a webhook: lower-case hex of HMAC-SHA256 over the whole body.
enum WebhookSignature {
    /// In lower case, as messages from outside have their headers.
    static let header = "x-mock-signature"

    static func sign(_ body: [UInt8], with key: Secret) -> String {
        Signature.hmacSHA256(body, key: key).hexadecimal
    }

    /// Whether any of the keys made the signature; several stand side by side while they rotate.
    static func isRight(_ signature: String?, of body: [UInt8], keys: [Secret]) -> Bool {
        keys.contains { Signature.matches(signature, sign(body, with: $0)) }
    }
}
