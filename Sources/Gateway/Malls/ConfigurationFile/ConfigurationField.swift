/// A key of an object in `providers.json`.
struct ConfigurationField: Sendable {
    let key: String
    let kind: ConfigurationKind
    let isRequired: Bool
    /// What holds where the key is left out.
    let standard: JSONValue?
    /// For the editor of the file.
    let documentation: String

    static func required(_ key: String, _ kind: ConfigurationKind, _ documentation: String) -> ConfigurationField {
        ConfigurationField(key: key, kind: kind, isRequired: true, standard: nil, documentation: documentation)
    }

    static func optional(
        _ key: String,
        _ kind: ConfigurationKind,
        standard: JSONValue? = nil,
        _ documentation: String
    ) -> ConfigurationField {
        ConfigurationField(key: key, kind: kind, isRequired: false, standard: standard, documentation: documentation)
    }
}
