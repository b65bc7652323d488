import ProviderKit

/// The JSON Schema (draft 2020-12) of `providers.json`, for editors: made from ``ConfigurationTable`` and the
/// manifests, so that it says what the check says.
///
/// It is looser where a rule is code: what a pattern can't say of a text, references from one place to another, what modules think.
public struct ConfigurationSchema {
    private let modules: [ProviderManifest]

    /// - Parameter modules: The manifests of all modules in this program.
    public init(modules: [ProviderManifest]) {
        self.modules = modules.sorted { $0.identifier < $1.identifier }
    }

    /// The schema, one member a line.
    public var text: String {
        let head: [JSONValue.Member] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("providers.json of pg-gateway")),
        ]
        let definitions: [JSONValue.Member] = [
            ("secret", secret), ("secrets", secrets), ("account", account), ("settings", settings),
        ]
        let root = members(ConfigurationTable.root, "") + [("$defs", .made(definitions))]
        return JSONLayout.text(.made(head + root))
    }

    private func schema(_ field: ConfigurationField) -> JSONValue {
        var members = members(field.kind, field.key)
        members.append(("description", .string(field.documentation)))
        if let standard = field.standard { members.append(("default", standard)) }
        return .made(members)
    }

    /// The modules' own parts are known by the key of their field.
    private func members(_ kind: ConfigurationKind, _ key: String) -> [JSONValue.Member] {
        switch kind {
        case .text where key == "module": [("enum", .made(modules.map { .string($0.identifier) }))]
        case .map where key == "account" || key == "settings": [("$ref", .string("#/$defs/\(key)"))]
        case .text(let form): text(form)
        case .word(let words): [("enum", .made(words.map { .string($0) }))]
        case .choice(let numbers): [("enum", .made(numbers.map { .number("\($0)") }))]
        case .integer(let range):
            [
                ("type", .string("integer")), ("minimum", .number("\(range.lowerBound)")),
                ("maximum", .number("\(range.upperBound)")),
            ]
        case .bool: [("type", .string("boolean"))]
        case .secret: [("$ref", .string("#/$defs/secret"))]
        case .secrets: [("$ref", .string("#/$defs/secrets"))]
        case .list(let kind, let least):
            [("type", .string("array")), ("items", .made(members(kind, ""))), ("minItems", .number("\(least)"))]
        case .object(let fields): object(fields)
        case .map(let form, let kind):
            [("type", .string("object"))]
                + (form.pattern.map { [("propertyNames", .made([("pattern", .string($0))]))] } ?? [])
                + [("additionalProperties", .made(members(kind, "")))]
        case .anything: []
        }
    }

    private func text(_ form: TextForm) -> [JSONValue.Member] {
        let length: [JSONValue.Member] = form.accepts("") ? [] : [("minLength", .number("1"))]
        let pattern: [JSONValue.Member] = form.pattern.map { [("pattern", .string($0))] } ?? []
        return [("type", .string("string"))] + length + pattern + [("$comment", .string(form.expectation))]
    }

    private func object(_ fields: [ConfigurationField]) -> [JSONValue.Member] {
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.key) }
        return [("type", .string("object"))] + (required.isEmpty ? [] : [("required", .made(required))]) + [
            ("properties", .made(fields.map { ($0.key, schema($0)) })), ("additionalProperties", .bool(false)),
        ]
    }
}

extension ConfigurationSchema {
    private var secret: JSONValue {
        let text = JSONValue.made([("type", .string("string")), ("minLength", .number("1"))])
        let references = ["env", "file"].map { key -> JSONValue in
            .made([
                ("type", .string("object")), ("required", .made([.string(key)])),
                ("properties", .made([(key, text)])), ("additionalProperties", .bool(false)),
            ])
        }
        return .made([("oneOf", .made([text] + references))])
    }

    private var secrets: JSONValue {
        let one = JSONValue.made([("$ref", .string("#/$defs/secret"))])
        let list = JSONValue.made([("type", .string("array")), ("items", one), ("minItems", .number("1"))])
        return .made([("oneOf", .made([one, list]))])
    }

    /// The fields of all modules; which of them belong together only the check can say, because a shop names its
    /// module by way of an instance. So a field takes a list where any module's field of that name does.
    private var account: JSONValue {
        var properties: [JSONValue.Member] = []
        for field in modules.flatMap(\.accountFields) where !properties.contains(where: { $0.key == field.name }) {
            let users = modules.filter { $0.accountFields.contains { $0.name == field.name } }.map(\.identifier)
            let takesList = modules.flatMap(\.accountFields).contains { $0.name == field.name && $0.takesList }
            let schema: [JSONValue.Member] = [
                ("$ref", .string("#/$defs/\(takesList ? "secrets" : "secret")")),
                ("description", .string("\(field.label.english) (\(users.joined(separator: ", ")))")),
            ]
            properties.append((field.name, .made(schema)))
        }
        return closed(properties)
    }

    private var settings: JSONValue {
        let keys = Set(modules.flatMap(\.settingKeys)).sorted()
        return closed(
            keys.map { key in
                let users = modules.filter { $0.settingKeys.contains(key) }.map(\.identifier)
                return (key, .made([("description", .string("A setting of \(users.joined(separator: ", "))"))]))
            }
        )
    }

    private func closed(_ properties: [JSONValue.Member]) -> JSONValue {
        .made([
            ("type", .string("object")), ("properties", .made(properties)), ("additionalProperties", .bool(false)),
        ])
    }
}
