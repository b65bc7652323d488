import Foundation
import ProviderKit

/// An account as it is kept: fields with their secrets, and the settings they were used with.
struct KeptAccount: Codable {
    private let environment: ProviderEnvironment
    private let fields: [String: [String]]
    private let settings: [String: Setting]

    init(_ account: ProviderAccount) {
        environment = account.environment
        fields = account.fields.mapValues { $0.map(\.exposed) }
        settings = account.settings.mapValues(Setting.init)
    }

    func account(instance: String, reference: String) -> ProviderAccount {
        ProviderAccount(
            instance: instance,
            reference: reference,
            environment: environment,
            fields: fields.mapValues { $0.map(Secret.init) },
            settings: settings.mapValues(\.value)
        )
    }

    /// The same bytes for the same account.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(self)
    }

    /// A sealed account opens only under its own name.
    static func sealContext(instance: String, reference: String) -> String {
        "account/\(instance.utf8.count)/\(instance)/\(reference)"
    }

    /// A setting with a name for its kind, so that a number keeps the text it was written in.
    private indirect enum Setting: Codable {
        case string(String)
        case number(String)
        case bool(Bool)
        case list([Setting])
        case object([String: Setting])

        init(_ value: SettingValue) {
            self =
                switch value {
                case .string(let text): .string(text)
                case .number(let text): .number(text)
                case .bool(let flag): .bool(flag)
                case .list(let values): .list(values.map(Setting.init))
                case .object(let members): .object(members.mapValues(Setting.init))
                }
        }

        var value: SettingValue {
            switch self {
            case .string(let text): .string(text)
            case .number(let text): .number(text)
            case .bool(let flag): .bool(flag)
            case .list(let values): .list(values.map(\.value))
            case .object(let members): .object(members.mapValues(\.value))
            }
        }
    }
}
