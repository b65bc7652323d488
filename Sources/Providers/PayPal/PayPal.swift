import ProviderKit
import X509

/// PayPal: the buyer approves an order at PayPal, and we capture it.
///
/// No money moves before our capture. Orders v2, Payments v2 and Webhooks v1; tokens and certificates are remembered
/// in the instance.
public struct PayPal: PaymentProvider {
    let services: ProviderServices
    private(set) var api: PayPalAPI
    let certificates: PayPalCertificates
    /// More than one while a webhook moves to another address.
    let webhookIDs: [String]
    let closedOrders: ClosedPayPalOrders

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        var faults = AccountFaults()
        let line = faults.take(
            try PGLine(
                account,
                services,
                live: "api-m.paypal.com",
                test: "api-m.sandbox.paypal.com",
                deadline: .seconds(30)
            )
        )
        let clientID = faults.take(try account.require("clientId").exposed)
        let clientSecret = faults.take(try account.require("clientSecret"))
        faults.take(try account.require("webhookId"))
        let roots = faults.take(try CertificateStore(trustedBy: account))
        guard let line, let clientID, let clientSecret, let roots, faults.isEmpty else { throw faults.error }
        self.services = services
        api = PayPalAPI(line: line, clock: services.clock, clientID: clientID, clientSecret: clientSecret)
        webhookIDs = account.all("webhookId").map(\.exposed).filter { !$0.isEmpty }
        certificates = PayPalCertificates(
            http: services.http,
            clock: services.clock,
            standIn: try account.baseURL(),
            roots: roots
        )
        closedOrders = ClosedPayPalOrders(storage: services.storage)
    }

    /// The same for one question, whose calls share the time that the gateway gives it.
    var inTime: PayPal {
        var paypal = self
        paypal.api.line = api.line.forOneQuestion(by: services.clock)
        return paypal
    }
}
