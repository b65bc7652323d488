/// What may stand at a place of `providers.json`.
///
/// The table of kinds (``ConfigurationTable``) is the only description of the file: it drives the check, its messages,
/// the defaults and the JSON Schema.
indirect enum ConfigurationKind: Sendable {
    case text(TextForm)
    case word([String])
    case integer(ClosedRange<Int>)
    /// One of a few numbers.
    case choice([Int])
    case bool
    /// A string, `{"env": "NAME"}` or `{"file": "path"}`.
    case secret
    /// One secret, or a list of them.
    case secrets
    case list(ConfigurationKind, atLeast: Int)
    case object([ConfigurationField])
    /// Members with names of the deployer's choice.
    case map(TextForm, ConfigurationKind)
    /// Whatever a module makes of it.
    case anything

    /// What a person would call it, behind "must be".
    var expectation: String {
        switch self {
        case .text: "a string"
        case .word(let words): words.map { "\"\($0)\"" }.joined(separator: " or ")
        case .integer(let range):
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound) on"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let numbers): numbers.map(String.init).joined(separator: " or ")
        case .bool: "true or false"
        case .secret: #"a string, {"env": "NAME"} or {"file": "path"}"#
        case .secrets: #"a string, {"env": "NAME"}, {"file": "path"} or a list of these"#
        case .list: "a list"
        case .object, .map: "an object"
        case .anything: "anything"
        }
    }
}
