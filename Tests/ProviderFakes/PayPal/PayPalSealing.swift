import CryptoExtras
import Foundation
import ProviderKit

/// Puts PayPal's headers on a body.
struct PayPalSealing: Sendable {
    /// Where the certificate is said to be.
    var authority: String
    var webhookID: String
    var key = PayPalNotary.standard?.key
    var certificate = PayPalNotary.standardName

    /// - Returns: `nil` where there is no key to sign with.
    func message(_ body: [UInt8], id: String, at time: Timestamp) -> InboundMessage? {
        let seconds = Date(timeIntervalSince1970: TimeInterval(time.milliseconds / 1000))
        let date = seconds.formatted(.iso8601)
        let text = "\(id)|\(date)|\(webhookID)|\(Self.checksum(body))"
        guard let key, let seal = try? key.signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5) else {
            return nil
        }
        let scheme = authority.hasPrefix("127.0.0.1:") ? "http" : "https"
        return InboundMessage(
            method: "POST",
            path: "/api/asynchronous-checkout/checkout/webhook",
            headers: [
                "content-type": "application/json", "paypal-transmission-id": id, "paypal-transmission-time": date,
                "paypal-transmission-sig": seal.rawRepresentation.base64EncodedString(),
                "paypal-cert-url": "\(scheme)://\(authority)\(PayPalNotary.folder)\(certificate)",
                "paypal-auth-algo": "SHA256withRSA",
            ],
            body: body,
            source: "173.0.82.126"
        )
    }

    /// What somebody without PayPal's key can send.
    func forgeries(_ body: [UInt8], at time: Timestamp) -> [InboundMessage] {
        var strange = self
        strange.key = PayPalNotary.strangeKey
        var stray = strange
        stray.certificate = PayPalNotary.strayName
        var other = self
        other.webhookID = "1JE4291016473214C"
        let sealed = [strange, stray, other].compactMap { $0.message(body, id: "forged", at: time) }
        guard let honest = message(Array("{}".utf8), id: "altered", at: time) else { return sealed }
        let hosts = ["paypal.com.evil.example", "evil.example#.paypal.com", "api.paypal.com@evil.example"]
        return sealed + [
            InboundMessage(
                method: "POST",
                path: honest.path,
                headers: ["content-type": "application/json"],
                body: body
            ),
            InboundMessage(method: "POST", path: honest.path, headers: honest.headers, body: body),
        ]
            + hosts.compactMap { host in
                var elsewhere = strange
                elsewhere.authority = host
                return elsewhere.message(body, id: "elsewhere", at: time)
            }
    }

    /// zlib's crc32, one bit at a time.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return crc ^ UInt32.max
    }
}
