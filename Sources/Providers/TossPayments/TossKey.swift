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
        guard parts[2].isBasicCredential else { return nil }
        self.environment = environment
        isForWidget = parts[1].hasPrefix("g")
    }
}
