import ProviderKit

/// A module with its settings, under a name of its own.
public struct ProviderInstance: Hashable, Sendable {
    public let name: String
    /// The identifier in the module's manifest.
    public let module: String
    public let environment: ProviderEnvironment
    public let settings: [String: SettingValue]
}
