/// All that `providers.json` says, read and checked.
///
/// A value of this type holds no fault: ``ConfigurationReader`` makes one only from a file it has nothing to say about.
public struct Configuration: Sendable, Equatable {
    public let server: ServerSettings
    public let database: DatabaseLocation
    /// The first seals, all open. There is always one.
    public let sealingKeys: [SealingKey]
    public let cafe24: Cafe24Settings
    /// By name.
    public let providers: [String: ProviderInstance]
    /// By mall id.
    public let malls: [String: Mall]
}
