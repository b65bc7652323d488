/// One merchant's account at a PG, with the settings of the provider instance it belongs to.
public struct ProviderAccount: Sendable {
    /// The provider instance in `providers.json`: `mock`.
    public let instance: String
    /// A short text that stands for the merchant's identity at the PG; equal identities have equal references.
    public let reference: String
    public let environment: ProviderEnvironment
    /// The account fields, each with one value, or several where secrets rotate.
    public let fields: [String: [Secret]]
    public let settings: [String: SettingValue]

    public init(
        instance: String,
        reference: String,
        environment: ProviderEnvironment,
        fields: [String: [Secret]],
        settings: [String: SettingValue] = [:]
    ) {
        self.instance = instance
        self.reference = reference
        self.environment = environment
        self.fields = fields
        self.settings = settings
    }

    /// The value of a field that must be there.
    ///
    /// - Throws: ``ProviderError/Code/configuration``, naming the field.
    public func require(_ field: String) throws(ProviderError) -> Secret {
        guard let value = fields[field]?.first, !value.exposed.isEmpty else {
            throw ProviderError(.account(field, "is missing"))
        }
        return value
    }

    /// The value of a field that may be left out.
    public func optional(_ field: String) -> Secret? { fields[field]?.first }

    /// All values of a field that may rotate, the newest first.
    public func all(_ field: String) -> [Secret] { fields[field] ?? [] }
}
