/// What differs between two configurations, by name; never a value, which may be a secret.
public struct ConfigurationChanges: Hashable, Sendable, CustomStringConvertible {
    /// `malls.demomall added`, in the order of the file's sections.
    public let changes: [String]

    init(from before: Configuration, to after: Configuration) {
        let sections = [
            ("server", before.server == after.server),
            ("database", before.database == after.database),
            ("sealingKeys", before.sealingKeys == after.sealingKeys),
            ("cafe24", before.cafe24 == after.cafe24),
        ]
        changes =
            sections.filter { !$0.1 }.map { "\($0.0) changed" }
            + Self.changes("providers", before.providers, after.providers)
            + Self.changes("malls", before.malls, after.malls)
    }

    private static func changes<Value: Equatable>(
        _ section: String,
        _ before: [String: Value],
        _ after: [String: Value]
    ) -> [String] {
        Set(before.keys).union(after.keys).sorted().compactMap { name in
            guard before[name] != after[name] else { return nil }
            let what = before[name] == nil ? "added" : after[name] == nil ? "removed" : "changed"
            return "\(section).\(name) \(what)"
        }
    }

    public var description: String { changes.isEmpty ? "nothing" : changes.joined(separator: ", ") }
}
