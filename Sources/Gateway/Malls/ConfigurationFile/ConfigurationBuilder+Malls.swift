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
            let number = TextForm.shopNumber.accepts(key) ? Int(key) : nil
            let shop = shop(number, member, defaults, instances)
            if let number { shops[number] = shop }
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

    /// Where its number is none, everything else of the shop is looked at all the same.
    private mutating func shop(
        _ number: Int?,
        _ node: ConfigurationNode,
        _ mall: MallDefaults,
        _ instances: [String: Equipped?]
    ) -> Shop? {
        let named = node["provider"].isPresent ? node["provider"] : mall.provider
        if !named.isPresent {
            faults.add(node["provider"].place, "is missing", mend: "Name a provider instance here or at the mall")
        }
        let chosen = equipped(named, instances)
        let currency = self.currency(node["currency"], chosen?.manifest)
        let partnerID = partnerID(node, standardPartnerID(number, mall.id, named.text))
        let account =
            takesMallAccount(node, mall.provider)
            ? mall.account : chosen.flatMap { self.account(node["account"], $0) }
        guard let number, let chosen, let currency, let partnerID, let account else { return nil }
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

    /// `nil` where one of its parts is missing or faulty, which has been reported.
    private func standardPartnerID(_ number: Int?, _ mall: String, _ instance: String?) -> String? {
        guard let number, let instance else { return nil }
        let isWellFormed = TextForm.mallID.accepts(mall) && TextForm.name.accepts(instance)
        return isWellFormed ? "\(mall):\(number):\(instance)" : nil
    }

    /// The instance that a shop or a mall names.
    private mutating func equipped(_ node: ConfigurationNode, _ instances: [String: Equipped?]) -> Equipped? {
        guard let name = node.text else { return nil }
        if let known = instances[name] { return known }
        let mend =
            instances.isEmpty
            ? "There is none; add \(name) to providers" : Spelling.mend(for: name, among: instances.keys.sorted())
        faults.add(node.place, "names no provider instance", mend: mend)
        return nil
    }
}
