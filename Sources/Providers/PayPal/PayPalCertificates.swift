import CryptoExtras
import Foundation
import HTTPTypes
import ProviderKit
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// The certificates that webhooks are signed with: fetched once, checked at every use.
struct PayPalCertificates: Sendable {
    let http: any ProviderHTTPClient
    let clock: any ProviderClock
    let standIn: APIOrigin?
    let roots: CertificateStore
    /// PayPal uses one for months.
    private let chains = SharedFetches<PayPalCertificateAddress, CertificateChain>(limit: 16)

    init(http: any ProviderHTTPClient, clock: any ProviderClock, standIn: APIOrigin?, roots: CertificateStore) {
        self.http = http
        self.clock = clock
        self.standIn = standIn
        self.roots = roots
    }

    /// The key of the certificate at an address.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage`` where the address or the certificate is not PayPal's,
    ///   ``ProviderError/Code/temporary`` where it could not be fetched now.
    func publicKey(at text: String) async throws(ProviderError) -> _RSA.Signing.PublicKey {
        let address = try PayPalCertificateAddress(text, standIn: standIn)
        let chain = try await chains.value(for: address) { () async throws(ProviderError) in
            try await fetch(address)
        }
        guard await isTrusted(chain) else {
            await chains.forget(address)
            throw ProviderError(.rejectedMessage, "a webhook's certificate is not to be trusted")
        }
        guard let key = _RSA.Signing.PublicKey(chain.leaf.publicKey) else {
            throw ProviderError(.rejectedMessage, "a webhook's certificate has no RSA key")
        }
        return key
    }

    private func isTrusted(_ chain: CertificateChain) async -> Bool {
        let now = Date(timeIntervalSince1970: TimeInterval(clock.now().milliseconds / 1000))
        var verifier = Verifier(rootCertificates: roots) {
            RFC5280Policy(fixedExpiryValidationTime: now)
            PayPalNamePolicy()
        }
        let result = await verifier.validate(leaf: chain.leaf, intermediates: CertificateStore(chain.rest))
        if case .validCertificate = result { return true }
        return false
    }

    private func fetch(_ address: PayPalCertificateAddress) async throws(ProviderError) -> CertificateChain {
        let request = HTTPRequest(
            method: .get,
            scheme: address.scheme,
            authority: address.authority,
            path: address.path
        )
        let answer: ProviderResponse
        do {
            answer = try await http.send(request, body: [], deadline: .seconds(10))
        } catch {
            // A host that is not on the module's list is not PayPal's to sign from.
            throw ProviderError(error.code == .configuration ? .rejectedMessage : .temporary, error.message)
        }
        guard answer.status.kind != .serverError, answer.status != .tooManyRequests else {
            throw ProviderError(.temporary, "PayPal does not hand out its certificate now")
        }
        guard answer.status == .ok, let chain = CertificateChain(pem: answer.body) else {
            throw ProviderError(.rejectedMessage, "there is no certificate where a webhook says")
        }
        return chain
    }
}

/// A certificate, and those that lead from it to a root.
struct CertificateChain: Sendable {
    let leaf: Certificate
    let rest: [Certificate]

    /// - Returns: `nil` for a text that is not one to eight certificates.
    init?(pem: [UInt8]) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self)),
            let certificates = try? documents.prefix(8).map({ try Certificate(pemDocument: $0) }),
            let leaf = certificates.first
        else { return nil }
        self.leaf = leaf
        rest = Array(certificates.dropFirst())
    }
}
