import ProviderKit

extension ConfigurationBuilder {
    /// What shops take from their mall.
    struct MallDefaults {
        let id: String
        /// The instance's name.
        let provider: ConfigurationNode
        /// The account at ``provider``; `nil` where it is absent or faulty.
        let account: [String: [Secret]]?
    }

    mutating func malls(_ node: ConfigurationNode, _ instances: [String: Equipped?]) -> [String: Mall] {
        var malls: [String: Mall] = [:]
        for (id, member) in node.members { malls[id] = mall(id, member, instances) }
        return malls
    }

    private mutating func mall(_ id: String, _ node: ConfigurationNode, _ instances: [String: Equipped?]) -> Mall {
        let defaults = MallDefaults(id: id, provider: node["provider"], account: mallAccount(node, instances))
        var shops: [Int: Shop] = [:]
        for (key, member) in node["shops"].members {
            guard let number = Int(key) else { continue }
            shops[number] = shop(number, member, defaults, instances)
        }
        let domains = node["domains"].items.compactMap(\.text)
        return Mall(id: id, origins: AllowedOrigins(mall: id, entries: domains), shops: shops)
    }

    /// The mall's own account. It is looked for where the mall has one or a shop would take it.
    private mutating func mallAccount(
        _ node: ConfigurationNode,
        _ instances: [String: Equipped?]
    ) -> [String: [Secret]]? {
        let isWanted = node["shops"].members.contains { takesMallAccount($0.node, node["provider"]) }
        guard node["account"].isPresent || isWanted else { return nil }
        guard node["provider"].isPresent else {
            faults.add(
                node["account"].place,
                "belongs to no provider, because the mall names none",
                mend: "Name the provider beside it, or move it to the shops"
            )
            return nil
        }
        return equipped(node["provider"], instances).flatMap { account(node["account"], $0) }
    }

    /// Whether a shop takes the mall's account: it names none, and the mall's provider is its own.
    private func takesMallAccount(_ shop: ConfigurationNode, _ provider: ConfigurationNode) -> Bool {
        guard let name = provider.text, !shop["account"].isPresent else { return false }
        return !shop["provider"].isPresent || shop["provider"].text == name
    }

    private mutating func shop(
        _ number: Int,
        _ node: ConfigurationNode,
        _ mall: MallDefaults,
        _ instances: [String: Equipped?]
    ) -> Shop? {
        let named = node["provider"].isPresent ? node["provider"] : mall.provider
        guard named.isPresent else {
            faults.add(node["provider"].place, "is missing", mend: "Name a provider instance here or at the mall")
            return nil
        }
        let chosen = equipped(named, instances)
        let currency = self.currency(node["currency"], chosen?.manifest)
        let partnerID = named.text.flatMap { self.partnerID(node, "\(mall.id):\(number):\($0)") }
        let account =
            takesMallAccount(node, mall.provider)
            ? mall.account : chosen.flatMap { self.account(node["account"], $0) }
        guard let chosen, let currency, let partnerID, let account else { return nil }
        let instance = chosen.instance.name
        return Shop(
            mall: mall.id,
            number: number,
            name: node["name"].text ?? mall.id,
            currency: currency,
            provider: instance,
            account: account,
            accountReference: AccountReference(instance: instance, manifest: chosen.manifest, fields: account),
            partnerID: partnerID,
            isEnabled: node["enabled"].bool ?? true
        )
    }

    /// The instance that a shop or a mall names.
    private mutating func equipped(_ node: ConfigurationNode, _ instances: [String: Equipped?]) -> Equipped? {
        guard let name = node.text else { return nil }
        if let known = instances[name] { return known }
        faults.add(
            node.place,
            "names no provider instance",
            mend: Spelling.mend(for: name, among: instances.keys.sorted())
        )
        return nil
    }
}
