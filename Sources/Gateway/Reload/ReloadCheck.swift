/// Finds what a running gateway cannot take over from another configuration.
struct ReloadCheck {
    private let before: Configuration
    private let after: Configuration

    init(from before: Configuration, to after: Configuration) {
        self.before = before
        self.after = after
    }

    /// The provider instances that another PG, or another of its environments, would answer for.
    var moved: [String] { before.providers.values.filter(isMoved).map(\.name).sorted() }

    /// - Parameters:
    ///   - openPayments: How many each provider instance has.
    ///   - refundablePayments: How many of each of the ``moved`` ones have money that can still be given back.
    /// - Returns: Everything at once; nothing where the configuration may be taken over.
    func faults(openPayments: [String: Int], refundablePayments: [String: Int]) -> [ConfigurationFault] {
        let instances = before.providers.values.sorted { $0.name < $1.name }
        return restarts
            + instances.compactMap { instance in
                // What can be refunded stays so when what is open has ended.
                refundFault(of: instance, count: refundablePayments[instance.name] ?? 0)
                    ?? openFault(of: instance, count: openPayments[instance.name] ?? 0)
            }
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
    private func openFault(of instance: ProviderInstance, count: Int) -> ConfigurationFault? {
        guard count > 0, let (place, problem) = difference(of: instance) else { return nil }
        return ConfigurationFault(
            place: place,
            problem: "\(problem) while \(count == 1 ? "1 payment is" : "\(count) payments are") open there",
            mend: "Put it back until they have ended; `check --database` counts them"
        )
    }

    /// A refund must reach the PG that took the money. One of an instance that is gone is refused and can be made when
    /// it is back; one of an instance that has become another would be asked of a PG that never had the money.
    private func refundFault(of instance: ProviderInstance, count: Int) -> ConfigurationFault? {
        guard count > 0, isMoved(instance), let (place, problem) = difference(of: instance) else { return nil }
        let payments = count == 1 ? "1 paid payment" : "\(count) paid payments"
        return ConfigurationFault(
            place: place,
            problem: "\(problem) while \(payments) can still be refunded there",
            mend: "Put it back and add the other one under a name of its own; restart serve if none will be refunded"
        )
    }

    private func isMoved(_ instance: ProviderInstance) -> Bool {
        guard let next = after.providers[instance.name] else { return false }
        return (next.module, next.environment) != (instance.module, instance.environment)
    }

    private func difference(of instance: ProviderInstance) -> (place: String, problem: String)? {
        let place = "providers.\(instance.name)"
        guard let next = after.providers[instance.name] else { return (place, "is gone") }
        if next.module != instance.module { return ("\(place).module", "has changed") }
        return next.environment == instance.environment ? nil : ("\(place).environment", "has changed")
    }
}
