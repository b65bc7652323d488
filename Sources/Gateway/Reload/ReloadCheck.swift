/// Finds what a running gateway cannot take over from another configuration.
struct ReloadCheck {
    private let before: Configuration
    private let after: Configuration

    init(from before: Configuration, to after: Configuration) {
        self.before = before
        self.after = after
    }

    /// - Parameter openPayments: How many each provider instance has.
    /// - Returns: Everything at once; nothing where the configuration may be taken over.
    func faults(openPayments: [String: Int]) -> [ConfigurationFault] {
        let instances = before.providers.values.sorted { $0.name < $1.name }
        return restarts + instances.compactMap { fault(of: $0, openPayments: openPayments[$0.name] ?? 0) }
    }

    /// Listeners, the database and its keys are opened once. Open payments have addresses below `publicURL`.
    private var restarts: [ConfigurationFault] {
        let keys = [
            ("server.listen", before.server.listen == after.server.listen),
            ("server.publicURL", before.server.publicURL == after.server.publicURL),
            ("server.operations", before.server.operations == after.server.operations),
            ("database", before.database == after.database),
            ("sealingKeys", before.sealingKeys == after.sealingKeys),
        ]
        return keys.filter { !$0.1 }.map { key, _ in
            ConfigurationFault(
                place: key,
                problem: "has changed, and a reload cannot change it",
                mend: "Restart serve, or put the earlier value back"
            )
        }
    }

    /// A payment stays with the instance it was opened with: the name alone would lead it to another PG.
    private func fault(of instance: ProviderInstance, openPayments count: Int) -> ConfigurationFault? {
        guard count > 0, let (place, problem) = difference(of: instance) else { return nil }
        return ConfigurationFault(
            place: place,
            problem: "\(problem) while \(count == 1 ? "1 payment is" : "\(count) payments are") open there",
            mend: "Put it back until they have ended; `check --database` counts them"
        )
    }

    private func difference(of instance: ProviderInstance) -> (place: String, problem: String)? {
        let place = "providers.\(instance.name)"
        guard let next = after.providers[instance.name] else { return (place, "is gone") }
        if next.module != instance.module { return ("\(place).module", "has changed") }
        return next.environment == instance.environment ? nil : ("\(place).environment", "has changed")
    }
}
