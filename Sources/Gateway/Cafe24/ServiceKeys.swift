import ProviderKit

/// The app's service keys while they rotate: the first signs, any verifies. There is always one.
struct ServiceKeys: Sendable {
    private let first: HashKey
    private let others: [HashKey]

    /// Takes the keys in their order; `nil` where there is none, or one is blank: an empty key would sign for anybody.
    init?(_ secrets: [Secret]) {
        guard let secret = secrets.first, secrets.allSatisfy({ !$0.exposed.trimmed.isEmpty }) else { return nil }
        first = HashKey(secret)
        others = secrets.dropFirst().map { HashKey($0) }
    }

    func sign(_ data: HashData) -> String { first.sign(data) }

    /// Whether any key made the signature. All are tried, so that the time does not tell which one it was.
    func verifies(_ given: String?, _ data: HashData) -> Bool {
        others.reduce(first.verifies(given, data)) { $1.verifies(given, data) || $0 }
    }
}
