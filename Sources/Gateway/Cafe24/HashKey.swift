import Crypto
import ProviderKit

/// A key for ``HashData``, made ready once.
struct HashKey: Sendable {
    /// In characters: Base64 of the 32 bytes of HMAC-SHA256.
    static let length = 44

    /// Has taken the key in: to do that for each message would cost as much as the message.
    private let keyed: HMAC<SHA256>

    init(_ secret: Secret) {
        keyed = HMAC(key: SymmetricKey(data: Array(secret.exposed.utf8)))
    }

    /// The key of H5. Both parts stand in the shop's page, so what it signs is not authentic (finding S3).
    init(clientID: String, orderID: String) {
        self.init(Secret(clientID + orderID))
    }

    /// Base64 of HMAC-SHA256.
    func sign(_ data: HashData) -> String {
        var code = keyed
        code.update(data: Array(data.message.utf8))
        return Array(code.finalize()).base64
    }

    /// Compares in constant time. A space counts as the `+` it was before a form reader decoded it.
    func verifies(_ given: String?, _ data: HashData) -> Bool {
        let given = given.map { $0.utf8.contains(0x20) ? String($0.map { $0 == " " ? "+" : $0 }) : $0 }
        return Signature.matches(given, sign(data))
    }
}
