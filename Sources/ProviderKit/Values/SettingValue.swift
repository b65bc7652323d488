/// A value from the `settings` of a provider in `providers.json`.
public indirect enum SettingValue: Hashable, Sendable {
    case string(String)
    /// A number as it was written: `0.02`.
    case number(String)
    case bool(Bool)
    case list([SettingValue])
    case object([String: SettingValue])

    public var string: String? { if case .string(let text) = self { text } else { nil } }
    public var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var list: [SettingValue]? { if case .list(let values) = self { values } else { nil } }
    public var object: [String: SettingValue]? { if case .object(let members) = self { members } else { nil } }
}
