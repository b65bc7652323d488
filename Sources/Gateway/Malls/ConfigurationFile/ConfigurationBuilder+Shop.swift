import ProviderKit

extension ConfigurationBuilder {
    /// A merchant's account as the manifest has it. Where the whole account is missing, each required field is.
    mutating func account(_ node: ConfigurationNode, _ equipped: Equipped) -> [String: [Secret]]? {
        let manifest = equipped.manifest
        for (key, member) in node.members where !manifest.accountFields.contains(where: { $0.name == key }) {
            let mend = Spelling.mend(for: key, among: manifest.accountFields.map(\.name))
            faults.add(member.place, "is no account field of the module \(manifest.identifier)", mend: mend)
        }
        var account: [String: [Secret]] = [:]
        var isComplete = true
        for field in manifest.accountFields {
            let member = node[field.name]
            if member.isPresent {
                account[field.name] = values(of: field, member)
                isComplete = isComplete && account[field.name] != nil
            } else if field.isRequired {
                let mend = "Add it; the module \(manifest.identifier) calls it \"\(field.label.english)\""
                faults.add(member.place, "is missing", mend: mend)
                isComplete = false
            }
        }
        // An incomplete one as well: the module may find more that is wrong.
        tryOut(account, equipped.instance, at: node.place)
        return isComplete ? account : nil
    }

    private mutating func values(of field: AccountField, _ node: ConfigurationNode) -> [Secret]? {
        if node.value?.items != nil, !field.takesList {
            faults.add(node.place, "is a list", mend: "Give it one value")
            return nil
        }
        var values: [Secret] = []
        for item in node.items {
            guard let value = secrets.secret(item, isPublic: !field.isSecret, &faults) else { continue }
            guard field.isWellFormed(value.exposed) else {
                faults.add(item.place, "does not have the PG's form", mend: "Copy it again from the PG")
                continue
            }
            values.append(value)
        }
        return values.isEmpty ? nil : values
    }

    /// A currency in circulation that the module takes.
    mutating func currency(_ node: ConfigurationNode, _ manifest: ProviderManifest?) -> Currency? {
        guard let code = node.text else { return nil }
        guard let currency = Currency(code: code) else {
            faults.add(node.place, "is no currency in circulation", mend: "Write an ISO 4217 code such as KRW")
            return nil
        }
        guard let manifest, manifest.rule(for: currency) == nil else { return currency }
        let codes = manifest.currencies.map(\.currency.code)
        let some = codes.prefix(8).joined(separator: ", ") + (codes.count > 8 ? " and others" : "")
        let mend = codes.isEmpty ? "Choose another provider" : "Choose another provider; this one takes \(some)"
        faults.add(node.place, "is not taken by the module \(manifest.identifier)", mend: mend)
        return nil
    }

    /// The partner id, which no other shop may have.
    mutating func partnerID(_ shop: ConfigurationNode, _ standard: String?) -> String? {
        let node = shop["partnerID"]
        guard let id = node.isPresent ? node.text : standard else { return nil }
        guard TextForm.partnerID.accepts(id) else {
            faults.add(
                node.place,
                "would be \(id), which is longer than 50 characters",
                mend: "Set a shorter one; Cafe24 takes no longer one"
            )
            return nil
        }
        if let other = partnerIDs[id] {
            faults.add(node.place, "is \(id), which is the partner id of \(other) too", mend: "Give each shop its own")
            return nil
        }
        partnerIDs[id] = shop.place
        return id
    }
}
