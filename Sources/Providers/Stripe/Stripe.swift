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
    private(set) var line: PGLine

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        var faults = AccountFaults()
        let secretKey = faults.take(try Self.secretKey(of: account))
        faults.take(try account.require("webhookSecret"))
        let line = faults.take(
            try PGLine(
                account,
                services,
                live: "api.stripe.com",
                test: "api.stripe.com",
                // Stripe's own clients wait for 80 s.
                deadline: .seconds(30)
            )
        )
        guard let secretKey, let line, faults.isEmpty else { throw faults.error }
        self.secretKey = secretKey
        self.line = line
        self.services = services
        webhookSecrets = account.all("webhookSecret").filter { !$0.exposed.isEmpty }
    }

    /// The same for one question, whose calls share the time that the gateway gives it.
    var inTime: Stripe {
        var stripe = self
        stripe.line = line.forOneQuestion(by: services.clock)
        return stripe
    }

    private static func secretKey(of account: ProviderAccount) throws(ProviderError) -> Secret {
        let key = try account.require("secretKey")
        let prefixes = account.environment == .live ? ["sk_live_", "rk_live_"] : ["sk_test_", "rk_test_"]
        guard prefixes.contains(where: key.exposed.hasPrefix) else {
            let expected = prefixes.joined(separator: " or ")
            throw ProviderError(.account("secretKey", "must begin with \(expected) in this environment"))
        }
        return key
    }
}
