import HTTPTypes
import ProviderKit

/// Where a webhook says its certificate is. The address comes from a header, so anybody may have written it.
struct PayPalCertificateAddress: Hashable, Sendable {
    let authority: String
    let scheme: String
    let path: String

    /// - Parameters:
    ///   - text: As it stands in `PAYPAL-CERT-URL`.
    ///   - standIn: The origin that stands in for PayPal in tests.
    /// - Throws: ``ProviderError/Code/rejectedMessage`` for any other place than PayPal's, or the stand-in's.
    init(_ text: String, standIn: APIOrigin?) throws(ProviderError) {
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[1].isEmpty, parts[3].utf8.allSatisfy(Self.isOfPath) else {
            throw Self.refusal
        }
        let origin = APIOrigin(scheme: String(parts[0].dropLast()), authority: parts[2])
        guard parts[0].hasSuffix(":"), standIn.map({ $0 == origin }) ?? Self.isPayPals(origin) else {
            throw Self.refusal
        }
        scheme = origin.scheme
        authority = origin.authority
        path = "/" + parts[3]
    }

    private static let refusal = ProviderError(.rejectedMessage, "a webhook's certificate is not at PayPal")

    /// A bare host name in lower case: no user, no port, nothing that another parser could read otherwise.
    private static func isPayPals(_ origin: APIOrigin) -> Bool {
        let isPlain = origin.authority.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || [0x2D, 0x2E].contains(byte)
        }
        return origin.scheme == "https" && isPlain && origin.authority.hasSuffix(".paypal.com")
            && !origin.authority.hasPrefix(".")
    }

    /// Letters, digits, `-`, `.`, `/` and `_`: all that PayPal's own addresses have.
    private static func isOfPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
        default: false
        }
    }
}
