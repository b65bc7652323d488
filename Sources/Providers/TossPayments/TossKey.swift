import ProviderKit

/// What a key says of itself: `test_ck_…` is a client key for tests, `live_gsk_…` a secret key of a live widget.
struct TossKey: Hashable, Sendable {
    enum Role: Hashable, Sendable { case client, secret }

    let environment: ProviderEnvironment
    let role: Role
    /// Widget keys and API keys are issued in pairs of their own.
    let isForWidget: Bool

    init?(_ text: String) {
        let parts = text.split(separator: "_", maxSplits: 2)
        guard parts.count == 3, let environment = ProviderEnvironment(rawValue: String(parts[0])) else { return nil }
        switch parts[1] {
        case "ck", "gck": role = .client
        case "sk", "gsk": role = .secret
        default: return nil
        }
        guard parts[2].utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }) else { return nil }
        self.environment = environment
        isForWidget = parts[1].hasPrefix("g")
    }

    /// - Throws: ``ProviderError/Code/configuration``, naming the field that does not fit.
    static func check(
        client: String,
        secret: Secret,
        for environment: ProviderEnvironment
    ) throws(ProviderError) {
        guard let clientKey = TossKey(client), clientKey.role == .client else {
            throw ProviderError(.configuration, "clientKey is no client key such as test_ck_…")
        }
        guard let secretKey = TossKey(secret.exposed), secretKey.role == .secret else {
            throw ProviderError(.configuration, "secretKey is no secret key such as test_sk_…")
        }
        guard clientKey.environment == environment else {
            throw ProviderError(.configuration, "clientKey is not for environment \(environment.rawValue)")
        }
        guard secretKey.environment == environment else {
            throw ProviderError(.configuration, "secretKey is not for environment \(environment.rawValue)")
        }
        guard clientKey.isForWidget == secretKey.isForWidget else {
            throw ProviderError(.configuration, "clientKey and secretKey are not of one pair")
        }
    }
}
