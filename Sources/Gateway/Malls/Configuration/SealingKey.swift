import Crypto
import Foundation
import ProviderKit

/// A key that secrets and personal data are sealed with at rest.
public struct SealingKey: Sendable, Equatable {
    /// Stands beside what was sealed, so that it is found again after a rotation.
    public let id: String
    /// 256 bits.
    public let key: SymmetricKey

    /// Takes 32 bytes in standard base64.
    public init?(id: String, base64: Secret) {
        guard let bytes = Data(base64Encoded: base64.exposed), bytes.count == 32 else { return nil }
        self.id = id
        key = SymmetricKey(data: bytes)
    }
}
