import Synchronization

/// What apps have put into the mall: payment gateways by shop, and script tags.
final class Installations: Sendable {
    private struct Contents {
        var gateways: [String: SandboxJSON] = [:]
        var scripts: [String: SandboxJSON] = [:]
        var lastScript = 1_650_000_000
    }

    private let contents = Mutex(Contents())

    /// - Returns: What is registered now, or nothing when the shop has one already.
    func addGateway(_ request: SandboxJSON, shop: String, clientID: String) -> SandboxJSON? {
        contents.withLock { contents in
            guard contents.gateways[shop] == nil else { return nil }
            let fresh: SandboxJSON = [
                "shop_no": .number(shop), "client_id": .string(clientID), "additional_information": .array([]),
                "membership_fee_type": "FREE", "service_limit_type": "A", "review_status": "AWAITING_PAYMENT",
                "review_date": .null,
            ]
            contents.gateways[shop] = fresh.merged(with: request)
            return contents.gateways[shop]
        }
    }

    func changeGateway(_ request: SandboxJSON, shop: String) -> SandboxJSON? {
        contents.withLock { contents in
            guard let old = contents.gateways[shop] else { return nil }
            contents.gateways[shop] = old.merged(with: request)
            return contents.gateways[shop]
        }
    }

    func removeGateway(shop: String) -> SandboxJSON? {
        contents.withLock { $0.gateways.removeValue(forKey: shop) }
    }

    func addScript(_ request: SandboxJSON, shop: String, clientID: String, at time: String) -> SandboxJSON {
        contents.withLock { contents in
            contents.lastScript += 1
            let number = String(contents.lastScript)
            let fresh: SandboxJSON = [
                "shop_no": .number(shop), "script_no": .string(number), "client_id": .string(clientID),
                "exclude_path": .null, "skin_no": .null, "integrity": .null,
                "created_date": .string(time), "updated_date": .string(time),
            ]
            let script = fresh.merged(with: request)
            contents.scripts[number] = script
            return script
        }
    }

    func changeScript(_ number: String, _ request: SandboxJSON, at time: String) -> SandboxJSON? {
        contents.withLock { contents in
            guard let old = contents.scripts[number] else { return nil }
            contents.scripts[number] = old.merged(with: request).merged(with: ["updated_date": .string(time)])
            return contents.scripts[number]
        }
    }

    func removeScript(_ number: String) -> SandboxJSON? {
        contents.withLock { $0.scripts.removeValue(forKey: number) }
    }

    var scripts: [SandboxJSON] {
        contents.withLock { contents in contents.scripts.sorted { $0.key < $1.key }.map(\.value) }
    }
}

extension SandboxJSON {
    /// The members of both objects; where both have one, the other's.
    func merged(with other: SandboxJSON) -> SandboxJSON {
        guard case .object(let mine) = self, case .object(let theirs) = other else { return self }
        let names = Set(theirs.map(\.name))
        return .object(mine.filter { !names.contains($0.name) } + theirs)
    }
}
