import CryptoExtras
import Foundation
import ProviderKit

/// How a webhook was sent: the headers that say who signed it.
struct PayPalTransmission: Sendable {
    let id: String
    let time: String
    let certificateAddress: String
    private let signature: _RSA.Signing.RSASignature

    /// - Throws: ``ProviderError/Code/rejectedMessage`` where a header is missing or another algorithm is named.
    init(_ message: InboundMessage) throws(ProviderError) {
        let headers = message.headers
        guard let id = headers["paypal-transmission-id"], let time = headers["paypal-transmission-time"],
            let address = headers["paypal-cert-url"], let signature = headers["paypal-transmission-sig"],
            let raw = Data(base64Encoded: signature), !id.isEmpty, !time.isEmpty
        else { throw ProviderError(.rejectedMessage, "a webhook without PayPal's headers") }
        guard headers["paypal-auth-algo"] == "SHA256withRSA" else {
            throw ProviderError(.rejectedMessage, "a webhook signed in another way than SHA256withRSA")
        }
        self.id = id
        self.time = time
        certificateAddress = address
        self.signature = _RSA.Signing.RSASignature(rawRepresentation: raw)
    }

    /// What PayPal signs: it holds the body by its checksum only, as an unsigned decimal.
    func signedText(webhookID: String, body: [UInt8]) -> String {
        "\(id)|\(time)|\(webhookID)|\(CRC32.checksum(body))"
    }

    func isRight(for body: [UInt8], webhookID: String, by key: _RSA.Signing.PublicKey) -> Bool {
        let text = Data(signedText(webhookID: webhookID, body: body).utf8)
        return key.isValidSignature(signature, for: text, padding: .insecurePKCS1v1_5)
    }
}
