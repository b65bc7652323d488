import ProviderKit

/// Stands for a buyer at a PG without telling who it is.
struct UserTokens: Sendable {
    /// A secret of this gateway; another one would give all buyers new tokens.
    let key: Secret

    /// - Returns: 40 hexadecimal digits, the same for the same buyer of a mall.
    func token(for buyerID: String, mall: String) -> String {
        Signature.hmacSHA256(Array("\(mall)\u{0}\(buyerID)".utf8), key: key).prefix(20).hexadecimal
    }
}
