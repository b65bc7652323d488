import ProviderKit

/// What is typed into a PG's console so that it reports to this gateway.
public struct WebhookAddresses {
    private let configuration: Configuration
    private let manifests: [String: ProviderManifest]

    public init(_ configuration: Configuration, modules: [any PaymentProvider.Type]) {
        self.configuration = configuration
        manifests = Dictionary(modules.map { ($0.manifest.identifier, $0.manifest) }) { first, _ in first }
    }

    /// One line for each account that a mall's shops use; `nil` for a mall that is not configured.
    public func text(for mall: String) -> String? {
        guard let mall = configuration.malls[mall] else { return nil }
        let addresses = PublicAddresses(publicURL: configuration.server.publicURL)
        let lines = mall.shops.values.sorted { $0.number < $1.number }.map { shop in
            let address = sendsWebhooks(shop) ? addresses.webhookURL(of: shop.accountID) : "sends no webhooks"
            return "shop \(shop.number), \(shop.provider): \(address)"
        }
        return lines.joined(separator: "\n")
    }

    private func sendsWebhooks(_ shop: Shop) -> Bool {
        configuration.providers[shop.provider].flatMap { manifests[$0.module] }?.webhooks != nil
    }
}
