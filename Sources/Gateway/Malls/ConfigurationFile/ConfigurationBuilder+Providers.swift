import ProviderKit

extension ConfigurationBuilder {
    /// An instance with its module's manifest.
    struct Equipped {
        let instance: ProviderInstance
        let manifest: ProviderManifest
    }

    /// The one module that moves no money at all; without it a buyer's order would be paid with nothing.
    static let mock = "mock"

    /// Instances by name; `nil` for one that is there but faulty, so that shops naming it are not faulty too.
    mutating func instances(_ node: ConfigurationNode, _ publicURL: WebOrigin?) -> [String: Equipped?] {
        var instances: [String: Equipped?] = [:]
        for (name, member) in node.members { instances.updateValue(instance(name, member, publicURL), forKey: name) }
        return instances
    }

    private mutating func instance(
        _ name: String,
        _ node: ConfigurationNode,
        _ publicURL: WebOrigin?
    ) -> Equipped? {
        guard let module = node["module"].text else { return nil }
        guard let manifest = modules[module] else {
            let mend = Spelling.mend(for: module, among: modules.keys.sorted())
            faults.add(node["module"].place, "is no module of this program", mend: mend)
            return nil
        }
        let settings = settings(node["settings"], manifest)
        guard let environment = node["environment"].text.flatMap({ ProviderEnvironment(rawValue: $0) }) else {
            return nil
        }
        if module == Self.mock, environment == .live, publicURL.map({ !$0.isLoopback }) ?? false {
            faults.add(
                node["environment"].place,
                "is live, but the mock moves no money and this gateway is public",
                mend: #"Say "environment": "test", or take the instance out"#
            )
        }
        let instance = ProviderInstance(name: name, module: module, environment: environment, settings: settings)
        // No shop need use it yet.
        tryOut([:], instance, at: nil)
        return Equipped(instance: instance, manifest: manifest)
    }

    private mutating func settings(
        _ node: ConfigurationNode,
        _ manifest: ProviderManifest
    ) -> [String: SettingValue] {
        var settings: [String: SettingValue] = [:]
        for (key, member) in node.members {
            guard manifest.settingKeys.contains(key) else {
                let mend = Spelling.mend(for: key, among: manifest.settingKeys)
                faults.add(member.place, "is no setting of the module \(manifest.identifier)", mend: mend)
                continue
            }
            guard let value = member.value.flatMap({ SettingValue($0) }) else {
                faults.add(member.place, "holds null", mend: "Give it a value, or take it out")
                continue
            }
            settings[key] = value
        }
        return settings
    }
}

extension SettingValue {
    /// The value as modules take it; `nil` where it is null, or holds it.
    fileprivate init?(_ value: JSONValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .number(let lexeme): self = .number(lexeme)
        case .bool(let value): self = .bool(value)
        case .null: return nil
        case .array(let items, _):
            let values = items.compactMap { SettingValue($0) }
            guard values.count == items.count else { return nil }
            self = .list(values)
        case .object(let members, _):
            let values = members.compactMap { key, value in SettingValue(value).map { (key, $0) } }
            guard values.count == members.count else { return nil }
            self = .object(Dictionary(values) { first, _ in first })
        }
    }
}
