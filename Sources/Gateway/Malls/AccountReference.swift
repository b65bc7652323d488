import Crypto
import ProviderKit

/// A short text that stands for a merchant's identity at a PG: 16 hexadecimal digits.
///
/// It is a hash over the provider instance, its module and the account fields that the manifest marks as identity, so
/// a rotated secret does not change it. Webhook addresses contain it.
public struct AccountReference: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Where a manifest marks no field as identity, all required fields are: two merchants must never share one. Of
    /// several values in a list the oldest one, the last, says whose they are: a key that is put before it while they
    /// rotate is the same merchant's.
    public init(instance: String, manifest: ProviderManifest, fields: [String: [Secret]]) {
        let marked = manifest.accountFields.filter(\.isIdentity)
        let identity = marked.isEmpty ? manifest.accountFields.filter(\.isRequired) : marked
        var hash = SHA256()
        let parts = identity.sorted { $0.name < $1.name }.flatMap { [$0.name, fields[$0.name]?.last?.exposed ?? ""] }
        for part in [manifest.identifier, instance] + parts {
            // The length in front keeps "ab", "c" and "a", "bc" apart.
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        text = Array(hash.finalize()).prefix(8).hexadecimal
    }

    public var description: String { text }
}
