import CryptoExtras
import Foundation
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing
import X509

@testable import Providers

struct PayPalCertificateTests {
    private static let address = "https://api.paypal.com/v1/notifications/certs/CERT-1"
    private static let line = "GET /v1/notifications/certs/CERT-1"
    private let notary: PayPalNotary

    init() throws {
        notary = try #require(PayPalNotary.standard)
    }

    private func certificates(_ pem: String, _ clock: BenchClock, status: Int = 200) throws -> PayPalCertificates {
        let script = PayPalScript().answer(Self.line, status, pem)
        return try PayPal.scripted(script, clock: clock, settings: ["webhookRoots": .string(notary.roots)]).certificates
    }

    private func refusal(
        _ pem: String,
        _ clock: BenchClock = BenchClock(),
        status: Int = 200
    ) async throws -> ProviderError.Code? {
        let certificates = try certificates(pem, clock, status: status)
        return await #expect(throws: ProviderError.self) { try await certificates.publicKey(at: Self.address) }?.code
    }

    @Test func aChainThatLeadsToARootHasTheKey() async throws {
        for hasAlternative in [true, false] {
            let chain = try notary.chain(hasAlternative: hasAlternative)
            let key = try await certificates(chain, BenchClock()).publicKey(at: Self.address)
            #expect(key.pemRepresentation == notary.key.publicKey.pemRepresentation)
        }
    }

    @Test(arguments: [(2020, 2026), (2027, 2046)])
    func aCertificateOutsideOfItsTimeIsNotTaken(from: Int, to: Int) async throws {
        #expect(try await refusal(notary.chain(years: (from, to))) == .rejectedMessage)
    }

    @Test func aRememberedCertificateRunsOutToo() async throws {
        let clock = BenchClock()
        let certificates = try certificates(notary.chain(years: (2020, 2027)), clock)
        _ = try await certificates.publicKey(at: Self.address)
        clock.advance(by: .seconds(60 * 86_400))
        await #expect(throws: ProviderError.self) { try await certificates.publicKey(at: Self.address) }
    }

    @Test(arguments: [
        "example.com", "paypal.com", "evilpaypal.com", "messages.paypal.com.example", "paypal.com.", "*.example",
    ])
    func aCertificateOfSomebodyElseIsNotTaken(name: String) async throws {
        #expect(try await refusal(notary.chain(name)) == .rejectedMessage)
    }

    @Test func aChainWithoutItsMiddleOrItsRootIsNotTaken() async throws {
        let leaf = try notary.chain().components(separatedBy: "-----END CERTIFICATE-----")[0]
        #expect(try await refusal(leaf + "-----END CERTIFICATE-----\n") == .rejectedMessage)
        let script = PayPalScript().answer(Self.line, 200, try notary.chain())
        // The roots of this machine know nothing of the notary.
        let provider = try PayPal.scripted(script)
        let error = await #expect(throws: ProviderError.self) {
            try await provider.certificates.publicKey(at: Self.address)
        }
        #expect(error?.code == .rejectedMessage)
    }

    @Test(arguments: [
        (200, "", ProviderError.Code.rejectedMessage), (200, "<html>", .rejectedMessage), (404, "", .rejectedMessage),
        (302, "", .rejectedMessage), (500, "", .temporary), (429, "", .temporary),
    ])
    func onlyACertificateIsOne(status: Int, body: String, code: ProviderError.Code) async throws {
        #expect(try await refusal(body, status: status) == code)
    }

    @Test(arguments: [
        "http://api.paypal.com/c", "https://paypal.com/c", "https://.paypal.com/c", "https://evilpaypal.com/c",
        "https://api.paypal.com.evil.example/c", "https://api.paypal.com@evil.example/c", "ftp://api.paypal.com/c",
        "https://evil.example/.paypal.com", "https://api.paypal.com:8443/c", "https://evil.example\\.paypal.com/c",
        "https://evil.example#.paypal.com/c", "https://evil.example?.paypal.com/c", "https://api.paypal.com",
        "https://API.PAYPAL.COM/c", "https:/api.paypal.com/c", "//api.paypal.com/c", "https://a%2epaypal.com/c", "",
        "https://api.paypal.com/c?next=1", "https://api.paypal.com/c d", "https:///api.paypal.com/c",
        "https://127.0.0.1:9000/c", "http://127.0.0.1:9000/c", "https://evil.example/@api.paypal.com/c",
    ])
    func aCertificateFromElsewhereIsNotFetched(address: String) {
        let error = #expect(throws: ProviderError.self) { try PayPalCertificateAddress(address, standIn: nil) }
        #expect(error?.code == .rejectedMessage)
    }

    @Test func paypalsOwnAddressesAreTaken() throws {
        let address = try PayPalCertificateAddress(Self.address, standIn: nil)
        #expect(address.authority == "api.paypal.com")
        #expect(address.path == "/v1/notifications/certs/CERT-1")
    }

    @Test func inTestsTheStandInAloneIsTaken() throws {
        let standIn = APIOrigin("http://127.0.0.1:9000")
        #expect(try PayPalCertificateAddress("http://127.0.0.1:9000/c", standIn: standIn).scheme == "http")
        for address in [
            "http://127.0.0.1:9001/c", "https://127.0.0.1:9000/c", "http://127.0.0.1:9000@evil.example/c",
            "https://api.paypal.com/c",
        ] {
            #expect(throws: ProviderError.self) { try PayPalCertificateAddress(address, standIn: standIn) }
        }
    }
}
