import ProviderKit

/// A merchant's two keys, issued together.
struct TossKeyPair: Sendable {
    let client: String
    let secret: Secret

    /// - Throws: ``ProviderError/Code/configuration``, naming each field that does not fit.
    init(_ account: ProviderAccount) throws(ProviderError) {
        var faults = AccountFaults()
        let client = faults.take(try Self.key("clientKey", .client, of: account))
        let secret = faults.take(try Self.key("secretKey", .secret, of: account))
        guard let client, let secret else { throw faults.error }
        guard client.meaning.isForWidget == secret.meaning.isForWidget else {
            throw ProviderError(.account("secretKey", "is not of one pair with clientKey"))
        }
        self.client = client.text.exposed
        self.secret = secret.text
    }

    private static func key(
        _ field: String,
        _ role: TossKey.Role,
        of account: ProviderAccount
    ) throws(ProviderError) -> (text: Secret, meaning: TossKey) {
        let text = try account.require(field)
        guard let meaning = TossKey(text.exposed), meaning.role == role else {
            let kind = role == .client ? "client key such as test_ck_…" : "secret key such as test_sk_…"
            throw ProviderError(.account(field, "must be a \(kind)"))
        }
        guard meaning.environment == account.environment else {
            throw ProviderError(.account(field, "is not for environment \(account.environment.rawValue)"))
        }
        return (text, meaning)
    }
}
