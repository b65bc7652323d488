import ProviderKit

/// The `settings` of an instance of the mock.
struct MockSettings: Sendable {
    /// One day, in milliseconds.
    private static let longestCancelDelay = 86_400_000

    let approver: Approver
    let cancelMode: CancelMode
    /// How long a pending refund takes.
    let cancelDelay: Duration
    let chaos: Chaos

    init(_ settings: [String: SettingValue]) throws(ProviderError) {
        var faults = AccountFaults()
        let approver = faults.take(try Self.approver(settings["approver"]))
        let cancelMode = faults.take(try Self.cancelMode(settings["cancelMode"]))
        let cancelDelay = faults.take(try Self.cancelDelay(settings["cancelDelayMs"]))
        let seed = faults.take(try Self.seed(settings["seed"]))
        let odds = faults.take(try Self.odds(settings["chaos"]))
        guard let approver, let cancelMode, let cancelDelay, let seed, let odds else { throw faults.error }
        self.approver = approver
        self.cancelMode = cancelMode
        self.cancelDelay = cancelDelay
        chaos = Chaos(seed: seed, odds: odds)
    }

    private static func approver(_ value: SettingValue?) throws(ProviderError) -> Approver {
        guard let value else { return MockProvider.manifest.approver }
        guard let approver = value.string.flatMap(Approver.init) else {
            throw ProviderError(.setting("approver", "must be provider or gateway"))
        }
        return approver
    }

    private static func cancelMode(_ value: SettingValue?) throws(ProviderError) -> CancelMode {
        guard let value else { return MockProvider.manifest.cancelMode }
        guard let mode = value.string.flatMap(CancelMode.init) else {
            throw ProviderError(.setting("cancelMode", "must be synchronous or asynchronous"))
        }
        return mode
    }

    private static func cancelDelay(_ value: SettingValue?) throws(ProviderError) -> Duration {
        guard let value else { return .seconds(1) }
        guard let delay = value.integer, (0...longestCancelDelay).contains(delay) else {
            throw ProviderError(.setting("cancelDelayMs", "must be a whole number from 0 to \(longestCancelDelay)"))
        }
        return .milliseconds(delay)
    }

    private static func seed(_ value: SettingValue?) throws(ProviderError) -> UInt64 {
        guard let value else { return 0 }
        guard let seed = value.integer else {
            throw ProviderError(.setting("seed", "must be a whole number"))
        }
        return UInt64(bitPattern: Int64(seed))
    }

    private static func odds(_ value: SettingValue?) throws(ProviderError) -> [Chaos.Name: Millionths] {
        guard let value else { return [:] }
        guard let members = value.object else {
            throw ProviderError(.setting("chaos", "must be an object of probabilities"))
        }
        var odds: [Chaos.Name: Millionths] = [:]
        var faults = AccountFaults()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let fault = Chaos.Name(name) else {
                faults.add(.setting("chaos.\(name)", "is no fault"))
                continue
            }
            guard case .number(let text) = value, let probability = Millionths(text) else {
                faults.add(.setting("chaos.\(name)", "must be a probability such as 0.02"))
                continue
            }
            odds[fault] = probability
        }
        faults.take(try checkSums(odds))
        guard faults.isEmpty else { throw faults.error }
        return odds
    }

    /// One call has one fault at most, so the probabilities of those that suit it share one whole.
    private static func checkSums(_ odds: [Chaos.Name: Millionths]) throws(ProviderError) {
        for verb in FaultVerb.allCases {
            let kinds = FaultKind.allCases.filter { $0.suits(verb) }
            let sum = kinds.reduce(0) { $0 + (odds[.fault($1)]?.count ?? 0) }
            guard sum <= Millionths.whole else {
                throw ProviderError(.setting("chaos", "adds up to more than 1 for \(verb.rawValue)"))
            }
        }
    }
}
