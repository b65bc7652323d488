import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import ProviderKit
import SwiftASN1
import X509

/// A certificate authority made for this process, and the certificates it gave to the fake PayPal.
public struct PayPalNotary: Sendable {
    /// Where certificates are handed out.
    static let folder = "/v1/notifications/certs/"
    static let standardName = "CERT-360caa42-fca2a594-5f4d1b8a"
    /// One that another authority issued.
    static let strayName = "CERT-11111111-fca2a594-5f4d1b8a"

    /// `nil` where this system can make no keys.
    public static let standard = try? PayPalNotary()
    /// A key that nobody has certified.
    static let strangeKey = try? _RSA.Signing.PrivateKey(keySize: .bits2048)

    /// The root, in PEM, for `settings.webhookRoots`.
    public let roots: String
    /// What webhooks are signed with.
    public let key: _RSA.Signing.PrivateKey
    private let root: Issuer
    private let intermediate: Issuer
    private let stray: String

    private struct Issuer {
        let name: DistinguishedName
        let key: Certificate.PrivateKey
        let certificate: Certificate
    }

    private init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        root = try Self.issuer("Fake Root", under: nil)
        intermediate = try Self.issuer("Fake Issuing", under: root)
        roots = try root.certificate.serializeAsPEM().pemString
        let stranger = try Self.issuer("Stranger", under: nil)
        let strangeKey = Self.strangeKey.map { Certificate.PublicKey($0.publicKey) }
        let certificate = try Self.certificate(
            "messageverificationcerts.paypal.com",
            strangeKey ?? Certificate.PublicKey(key.publicKey),
            by: stranger.name,
            stranger.key,
            isAuthority: false
        )
        stray = try [certificate, stranger.certificate].map { try $0.serializeAsPEM().pemString }.joined(
            separator: "\n"
        )
    }

    /// A certificate for ``key`` with the one that leads to the root, in PEM.
    ///
    /// - Parameters:
    ///   - name: Whom it names.
    ///   - hasAlternative: Whether the name stands among the alternative names too.
    ///   - years: From the first of January of one to that of the other.
    /// - Returns: Two certificates.
    /// - Throws: What making certificates throws.
    public func chain(
        _ name: String = "messageverificationcerts.sandbox.paypal.com",
        hasAlternative: Bool = true,
        years: (Int, Int) = (2020, 2046)
    ) throws -> String {
        let leaf = try Self.certificate(
            name,
            Certificate.PublicKey(key.publicKey),
            by: intermediate.name,
            intermediate.key,
            isAuthority: false,
            hasAlternative: hasAlternative,
            years: years
        )
        return try [leaf, intermediate.certificate].map { try $0.serializeAsPEM().pemString }.joined(separator: "\n")
    }

    func answer(_ path: String) -> ProviderResponse {
        switch path.dropFirst(Self.folder.count) {
        case Self.standardName: ProviderResponse(status: .ok, body: Array(((try? chain()) ?? "").utf8))
        case Self.strayName: ProviderResponse(status: .ok, body: Array(stray.utf8))
        default: .notFound
        }
    }

    private static func issuer(_ name: String, under parent: Issuer?) throws -> Issuer {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try certificate(
            name,
            key.publicKey,
            by: parent?.name ?? subject,
            parent?.key ?? key,
            isAuthority: true
        )
        return Issuer(name: subject, key: key, certificate: certificate)
    }

    private static func certificate(
        _ name: String,
        _ key: Certificate.PublicKey,
        by issuer: DistinguishedName,
        _ issuerKey: Certificate.PrivateKey,
        isAuthority: Bool,
        hasAlternative: Bool = true,
        years: (Int, Int) = (2020, 2046)
    ) throws -> Certificate {
        try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key,
            notValidBefore: newYear(years.0),
            notValidAfter: newYear(years.1),
            issuer: issuer,
            subject: try DistinguishedName { CommonName(name) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                if isAuthority {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                } else {
                    Critical(BasicConstraints.notCertificateAuthority)
                }
                if !isAuthority, hasAlternative { SubjectAlternativeNames([.dnsName(name)]) }
            },
            issuerPrivateKey: issuerKey
        )
    }

    private static func newYear(_ year: Int) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(from: DateComponents(year: year)) ?? .distantPast
    }
}
