import SwiftASN1
import X509

/// Whether a certificate was issued to PayPal.
///
/// It signs messages and serves no host, so its name (`messageverificationcerts.paypal.com`) is another one than that
/// of the address it is fetched from.
struct PayPalNamePolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [.X509ExtensionID.subjectAlternativeName]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
        names(of: chain.leaf).contains { $0.lowercased().hasSuffix(".paypal.com") }
            ? .meetsPolicy : .failsToMeetPolicy(reason: "the certificate is not PayPal's")
    }

    /// The alternative names where there are any, else the common names (RFC 6125, section 6.4.4).
    private func names(of certificate: Certificate) -> [String] {
        guard let alternatives = try? certificate.extensions.subjectAlternativeNames else {
            return certificate.subject.flatMap { $0 }.filter { $0.type == .RDNAttributeType.commonName }.map {
                $0.value.description
            }
        }
        return alternatives.compactMap { name in
            if case .dnsName(let text) = name { text } else { nil }
        }
    }
}
