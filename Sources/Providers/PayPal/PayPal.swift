import ProviderKit
import X509

/// PayPal: the buyer approves an order at PayPal, and we capture it.
///
/// No money moves before our capture. Orders v2, Payments v2 and Webhooks v1; tokens and certificates are remembered
/// in the instance.
public struct PayPal: PaymentProvider {
    let services: ProviderServices
    let api: PayPalAPI
    let certificates: PayPalCertificates
    /// More than one while a webhook moves to another address.
    let webhookIDs: [String]
    let closedOrders: ClosedPayPalOrders

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        self.services = services
        api = PayPalAPI(
            line: try PGLine(
                account,
                services,
                live: "api-m.paypal.com",
                test: "api-m.sandbox.paypal.com",
                deadline: .seconds(30)
            ),
            clock: services.clock,
            clientID: try account.require("clientId").exposed,
            clientSecret: try account.require("clientSecret")
        )
        _ = try account.require("webhookId")
        webhookIDs = account.all("webhookId").map(\.exposed).filter { !$0.isEmpty }
        certificates = PayPalCertificates(
            http: services.http,
            clock: services.clock,
            standIn: try account.baseURL(),
            roots: try CertificateStore(trustedBy: account)
        )
        closedOrders = ClosedPayPalOrders(storage: services.storage)
    }
}
