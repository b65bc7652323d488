import CryptoExtras
import Foundation
import ProviderConformance
import ProviderKit
import Testing

@testable import Providers

/// The module against answers of zlib, paypalrestsdk and openssl, committed in Oracles/paypal.json.
struct PayPalOracleTests {
    private struct Answers: Decodable {
        let root: String
        let chain: String
        let checksums: [Checksum]
        let transmissions: [Transmission]
    }

    private struct Checksum: Decodable {
        let hex: String
        let crc32: UInt32
    }

    private struct Transmission: Decodable {
        let id: String
        let time: String
        let webhook: String
        let body: String
        let text: String
        let signature: String

        func message(at address: String) -> InboundMessage {
            let headers = [
                "paypal-transmission-id": id, "paypal-transmission-time": time, "paypal-transmission-sig": signature,
                "paypal-cert-url": address, "paypal-auth-algo": "SHA256withRSA",
            ]
            return InboundMessage(method: "POST", path: "/", headers: headers, body: Array(body.utf8))
        }
    }

    private let answers: Answers
    private static let address = "https://api.sandbox.paypal.com/certs/C"

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Oracles/paypal.json")
        answers = try JSONDecoder().decode(Answers.self, from: Data(contentsOf: file))
    }

    @Test func checksumsAreThoseOfZlib() throws {
        #expect(answers.checksums.count >= 6)
        for checksum in answers.checksums {
            let pairs = stride(from: 0, to: checksum.hex.count, by: 2).map { checksum.hex.dropFirst($0).prefix(2) }
            let bytes = pairs.compactMap { UInt8($0, radix: 16) }
            #expect(CRC32.checksum(bytes) == checksum.crc32)
        }
        #expect(CRC32.checksum(Array(#"{"id":"WH-1"}"#.utf8)) == 838_965_618)
    }

    @Test func signedTextsAreThoseOfPayPalsOwnClient() throws {
        #expect(answers.transmissions.count == 10)
        for sealed in answers.transmissions {
            let transmission = try PayPalTransmission(sealed.message(at: Self.address))
            #expect(transmission.signedText(webhookID: sealed.webhook, body: Array(sealed.body.utf8)) == sealed.text)
        }
    }

    @Test func sealsAndChainOfOpenSSLAreTaken() async throws {
        let clock = BenchClock()
        clock.advance(by: .seconds(7 * 86_400))
        let script = PayPalScript().answer("GET /certs/C", 200, answers.chain)
        let certificates = try PayPal.scripted(script, clock: clock, settings: ["webhookRoots": .string(answers.root)])
            .certificates
        let key = try await certificates.publicKey(at: Self.address)
        for sealed in answers.transmissions {
            let transmission = try PayPalTransmission(sealed.message(at: Self.address))
            let body = Array(sealed.body.utf8)
            #expect(transmission.isRight(for: body, webhookID: sealed.webhook, by: key))
            #expect(!transmission.isRight(for: body + [0x20], webhookID: sealed.webhook, by: key))
            #expect(!transmission.isRight(for: body, webhookID: "another", by: key))
        }
    }
}
