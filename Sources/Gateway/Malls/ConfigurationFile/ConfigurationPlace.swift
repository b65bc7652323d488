/// A place in `providers.json`, printed as `malls.demomall.shops.2.account.secretKey`.
struct ConfigurationPlace: Hashable, Sendable, CustomStringConvertible {
    let steps: [String]

    init(_ steps: [String] = []) {
        self.steps = steps
    }

    static func / (place: ConfigurationPlace, step: String) -> ConfigurationPlace {
        ConfigurationPlace(place.steps + [step])
    }

    /// The place around this one; `nil` for the whole file.
    var parent: ConfigurationPlace? { steps.isEmpty ? nil : ConfigurationPlace(steps.dropLast()) }

    var description: String { steps.isEmpty ? "providers.json" : steps.joined(separator: ".") }
}
