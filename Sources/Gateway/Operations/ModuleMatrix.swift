import ProviderKit

/// What each module can do, from the manifests alone.
public struct ModuleMatrix {
    private let manifests: [ProviderManifest]

    public init(_ modules: [any PaymentProvider.Type]) {
        manifests = modules.map { $0.manifest }.sorted { $0.identifier < $1.identifier }
    }

    public var text: String {
        manifests.map { manifest in
            """
            \(manifest.identifier)  \(manifest.name.english)
              account fields  \(manifest.accountFields.map(\.name).joined(separator: ", "))
              currencies      \(currencies(manifest))
              approved by     the \(manifest.approver.rawValue)
              cancels         \(manifest.cancelMode.rawValue)\(manifest.cancelsInParts ? ", in parts too" : "")
              an inquiry proves \(manifest.inquiry.rawValue)
            """
        }.joined(separator: "\n")
    }

    private func currencies(_ manifest: ProviderManifest) -> String {
        let codes = manifest.currencies.map(\.currency.code)
        return codes.count == Currency.all.count ? "all \(codes.count)" : codes.joined(separator: ", ")
    }

    public var json: String {
        let rows = manifests.map { manifest in
            var object = JSONObject()
            object.add("id", manifest.identifier)
            object.add("name", manifest.name.english)
            object.add("accountFields", json: Self.list(manifest.accountFields.map(\.name)))
            object.add("currencies", json: Self.list(manifest.currencies.map(\.currency.code)))
            object.add("approver", manifest.approver.rawValue)
            object.add("cancelMode", manifest.cancelMode.rawValue)
            object.add("cancelsInParts", json: manifest.cancelsInParts ? "true" : "false")
            object.add("inquiry", manifest.inquiry.rawValue)
            return object.text
        }
        return "[\(rows.joined(separator: ",\n "))]"
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.map(JSONText.quoted).joined(separator: ","))]" }
}
