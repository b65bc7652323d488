import ProviderKit

/// The `settings` of an instance of the mock.
struct MockSettings: Sendable {
    let approver: Approver
    let chaos: Chaos

    init(_ settings: [String: SettingValue]) throws(ProviderError) {
        approver = try Self.approver(settings["approver"])
        chaos = Chaos(
            seed: try Self.seed(settings["seed"]),
            odds: try Self.odds(settings["chaos"])
        )
    }

    private static func approver(_ value: SettingValue?) throws(ProviderError) -> Approver {
        guard let value else { return MockProvider.manifest.approver }
        guard let approver = value.string.flatMap(Approver.init) else {
            throw ProviderError(.configuration, "settings.approver is neither provider nor gateway")
        }
        return approver
    }

    private static func seed(_ value: SettingValue?) throws(ProviderError) -> UInt64 {
        guard let value else { return 0 }
        guard let seed = value.integer else {
            throw ProviderError(.configuration, "settings.seed is not a whole number")
        }
        return UInt64(bitPattern: Int64(seed))
    }

    private static func odds(_ value: SettingValue?) throws(ProviderError) -> [Chaos.Name: Millionths] {
        guard let value else { return [:] }
        guard let members = value.object else {
            throw ProviderError(.configuration, "settings.chaos is not an object of probabilities")
        }
        var odds: [Chaos.Name: Millionths] = [:]
        for (name, value) in members {
            guard let fault = Chaos.Name(name) else {
                throw ProviderError(.configuration, "settings.chaos.\(name) is no fault")
            }
            guard case .number(let text) = value, let probability = Millionths(text) else {
                throw ProviderError(.configuration, "settings.chaos.\(name) is not a probability such as 0.02")
            }
            odds[fault] = probability
        }
        try checkSums(odds)
        return odds
    }

    /// One call has one fault at most, so the probabilities of those that suit it share one whole.
    private static func checkSums(_ odds: [Chaos.Name: Millionths]) throws(ProviderError) {
        for verb in FaultVerb.allCases {
            let kinds = FaultKind.allCases.filter { $0.suits(verb) }
            let sum = kinds.reduce(0) { $0 + (odds[.fault($1)]?.count ?? 0) }
            guard sum <= Millionths.whole else {
                throw ProviderError(.configuration, "settings.chaos adds up to more than 1 for \(verb.rawValue)")
            }
        }
    }
}
