import HTTPTypes
import ProviderKit

/// Stripe's hosted Checkout: the buyer pays on Stripe's page, and the gateway finds out.
///
/// Sources of all facts: docs.stripe.com/api and stripe-python 16.1.0, read in November 2026.
public struct Stripe: PaymentProvider {
    /// Without it, Stripe answers in the version that the merchant's account happens to have.
    static let version = "2026-10-28.endive"

    let secretKey: Secret
    /// The newest first; while one is rolled, Stripe signs with both.
    let webhookSecrets: [Secret]
    let services: ProviderServices
    let line: PGLine

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        secretKey = try account.require("secretKey")
        let prefixes = account.environment == .live ? ["sk_live_", "rk_live_"] : ["sk_test_", "rk_test_"]
        guard prefixes.contains(where: secretKey.exposed.hasPrefix) else {
            let expected = prefixes.joined(separator: " or ")
            throw ProviderError(.configuration, "secretKey must begin with \(expected) in this environment")
        }
        _ = try account.require("webhookSecret")
        webhookSecrets = account.all("webhookSecret").filter { !$0.exposed.isEmpty }
        self.services = services
        // Stripe's own clients wait for 80 s; the gateway's lease on a payment is 75 s.
        line = try PGLine(
            account,
            services,
            live: "api.stripe.com",
            test: "api.stripe.com",
            deadline: .seconds(30)
        )
    }
}
