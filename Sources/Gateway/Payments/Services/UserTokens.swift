import Crypto
import ProviderKit

/// Stands for a buyer at a PG without telling who it is.
struct UserTokens: Sendable {
    private let keyed: HMAC<SHA256>

    /// - Parameter key: A secret of this gateway; another one would give all buyers new tokens.
    init(key: Secret) {
        keyed = HMAC(key: SymmetricKey(data: Array(key.exposed.utf8)))
    }

    /// - Returns: 40 hexadecimal digits, the same for the same buyer of a mall.
    func token(for buyerID: String, mall: String) -> String {
        var code = keyed
        code.update(data: Array("\(mall)\u{0}\(buyerID)".utf8))
        return code.finalize().prefix(20).hexadecimal
    }
}
