/// A place of the file with what stands there, or with what holds where nothing does.
///
/// It gives only values of the kind that the table has for the place; others have been reported already.
struct ConfigurationNode {
    let place: ConfigurationPlace
    let value: JSONValue?
    private let kind: ConfigurationKind

    init(_ value: JSONValue?, _ kind: ConfigurationKind, at place: ConfigurationPlace = ConfigurationPlace()) {
        self.value = value
        self.kind = kind
        self.place = place
    }

    /// A member; absent where the file leaves it out and the table knows no default.
    subscript(key: String) -> ConfigurationNode {
        switch kind {
        case .object(let fields):
            let field = fields.first { $0.key == key }
            return ConfigurationNode(value?[key] ?? field?.standard, field?.kind ?? .anything, at: place / key)
        case .map(_, let kind): return ConfigurationNode(value?[key], kind, at: place / key)
        default: return ConfigurationNode(nil, .anything, at: place / key)
        }
    }

    var isPresent: Bool { value != nil }

    /// A well-formed string.
    var text: String? {
        switch kind {
        case .text(let form): value?.string.flatMap { form.accepts($0) ? $0 : nil }
        case .word(let words): value?.string.flatMap { words.contains($0) ? $0 : nil }
        default: nil
        }
    }

    var integer: Int? { if case .number(let lexeme)? = value { Int(lexeme) } else { nil } }

    var bool: Bool? { if case .bool(let value)? = value { value } else { nil } }

    /// The members of a map in the order of the file; also those whose keys are not well formed, so that what is wrong
    /// within them is found in the same run.
    var members: [(key: String, node: ConfigurationNode)] {
        guard case .map(_, let kind) = kind else { return [] }
        return (value?.members ?? []).map { key, value in (key, ConfigurationNode(value, kind, at: place / key)) }
    }

    /// The items of a list; one value where a list may stand counts as a list of one.
    var items: [ConfigurationNode] {
        switch (kind, value) {
        case (.list(let kind, _), .array(let items, _)?): list(items, kind)
        case (.secrets, .array(let items, _)?): list(items, .secret)
        case (.secrets, let value?): [ConfigurationNode(value, .secret, at: place)]
        default: []
        }
    }

    private func list(_ items: [JSONValue], _ kind: ConfigurationKind) -> [ConfigurationNode] {
        items.enumerated().map { ConfigurationNode($0.element, kind, at: place / "\($0.offset)") }
    }
}
