import ProviderKit

/// The header `Stripe-Signature`: `t=<seconds>,v1=<hex>[,v1=<hex>]`.
struct StripeSignature: Sendable {
    static let header = "stripe-signature"
    /// How far apart the clocks may be, and how old a message may get.
    static let tolerance = Duration.seconds(300)

    let time: Timestamp
    /// As written, because it is a part of what is signed.
    private let timeText: String
    private let signatures: [String]

    /// `nil` for a header that is no such one.
    init?(_ header: String?) {
        let pairs = (header ?? "").split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        func values(_ name: String) -> [String] {
            pairs.filter { $0.count == 2 && $0[0] == name }.map { String($0[1]) }
        }
        guard let text = values("t").first, text.utf8.count <= 12, let seconds = Int64(text) else { return nil }
        time = Timestamp(milliseconds: seconds * 1000)
        timeText = text
        signatures = values("v1")
    }

    /// Whether one of the secrets signed these bytes. A secret is used as it is written, `whsec_` and all.
    func isRight(for body: [UInt8], secrets: [Secret]) -> Bool {
        let message = Array("\(timeText).".utf8) + body
        return secrets.contains { secret in
            let expected = Signature.hmacSHA256(message, key: secret).hexadecimal
            return signatures.contains { Signature.matches($0, expected) }
        }
    }

    func isRecent(at now: Timestamp) -> Bool {
        now - time <= Self.tolerance && time - now <= Self.tolerance
    }
}
