import ProviderKit

/// Makes a ``Configuration`` of a checked file, and checks what the table can't say: secrets, references from one
/// place to another, and the rules of the modules.
///
/// A part that can't be made is `nil` and has a fault; the other parts are made all the same, so that their faults are
/// found in the same run.
struct ConfigurationBuilder {
    let modules: [String: ProviderManifest]
    let secrets: SecretResolver
    /// Tries whether `serve` could start; `nil` where only the file is judged.
    let trial: StartTrial?
    var faults: FaultList
    /// Partner ids that are taken, with their shop's place.
    var partnerIDs: [String: ConfigurationPlace] = [:]

    init(modules: [String: ProviderManifest], secrets: SecretResolver, trial: StartTrial?, faults: FaultList) {
        self.modules = modules
        self.secrets = secrets
        self.trial = trial
        self.faults = faults
    }

    mutating func build(_ root: ConfigurationNode) -> Configuration? {
        let publicURL = root["server"]["publicURL"].text.flatMap { WebOrigin($0) }
        let server = server(root["server"], publicURL)
        let database = database(root["database"])
        let sealingKeys = sealingKeys(root["sealingKeys"])
        let cafe24 = cafe24(root["cafe24"])
        let instances = instances(root["providers"], publicURL)
        let malls = malls(root["malls"], instances)
        guard let server, let database, let cafe24 else { return nil }
        return Configuration(
            server: server,
            database: database,
            sealingKeys: sealingKeys,
            cafe24: cafe24,
            providers: instances.compactMapValues { $0?.instance },
            malls: malls
        )
    }

    private mutating func database(_ node: ConfigurationNode) -> DatabaseLocation? {
        guard let location = node.text.flatMap({ DatabaseLocation($0) }) else { return nil }
        if let trouble = trial?.trouble(with: location) {
            faults.add(node.place, trouble.problem, mend: trouble.mend)
        }
        return location
    }

    private mutating func server(_ node: ConfigurationNode, _ publicURL: WebOrigin?) -> ServerSettings? {
        let listen = node["listen"].text.flatMap { ListenAddress($0) }
        let operations = node["operations"].text.flatMap { ListenAddress($0) }
        if let listen, listen == operations, listen.port != 0 {
            faults.add(
                node["operations"].place,
                "is the address of server.listen",
                mend: "Give it another port; it must not be public"
            )
        }
        let ranges = node["trustedProxies"].items.compactMap { $0.text.flatMap { CIDR($0) } }
        guard let listen, let operations, let publicURL else { return nil }
        return ServerSettings(listen: listen, publicURL: publicURL, operations: operations, trustedProxies: ranges)
    }

    private mutating func sealingKeys(_ node: ConfigurationNode) -> [SealingKey] {
        var keys: [SealingKey] = []
        var ids: Set<String> = []
        for item in node.items {
            let id = item["id"].text
            if let id, !ids.insert(id).inserted {
                faults.add(item["id"].place, "is the id of an earlier key", mend: "Give each key an id of its own")
            }
            guard let secret = secrets.secret(item["key"], &faults) else { continue }
            guard let key = SealingKey(id: id ?? "", base64: secret) else {
                faults.add(
                    item["key"].place,
                    "is not 32 bytes in base64",
                    mend: "Make one with: openssl rand -base64 32"
                )
                continue
            }
            keys.append(key)
        }
        return keys
    }
}
