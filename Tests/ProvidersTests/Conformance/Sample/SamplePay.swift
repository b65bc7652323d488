import Foundation
import ProviderKit

/// An invented payment company, small enough to be read at once. It waits for our approval, like most Korean ones.
///
/// It is sound, unless its account's settings name a ``Flaw``.
struct SamplePay: PaymentProvider {
    static let host = "api.sample.example"

    static let manifest = ProviderManifest(
        identifier: "sample-pay",
        name: LocalizedText("Sample Pay"),
        accountFields: [
            AccountField("merchant", label: LocalizedText("Merchant"), isSecret: false, isIdentity: true),
            AccountField("secretKey", label: LocalizedText("Secret key"), isSecret: true, takesList: true),
        ],
        settingKeys: ["approver", "baseURL", "flaw"],
        hosts: [.test: [host], .live: [host]],
        currencies: [CurrencyRule(.krw, minimum: 100)],
        methods: ["card": "card", "virtualAccount": "icash"],
        approver: .gateway,
        inquiry: .presenceAndAbsence,
        idempotencyKeyLife: .seconds(86_400),
        webhooks: WebhookRules(authentication: "HMAC-SHA256 over the body")
    )

    static let signatureHeader = "x-sample-signature"

    let merchant: String
    let secretKey: Secret
    /// The key, and the one before it while they rotate.
    let webhookSecrets: [Secret]
    let approver: Approver
    let services: ProviderServices
    let origin: String
    let flaw: Flaw?

    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        flaw = account.settings["flaw"]?.string.flatMap(Flaw.init)
        if flaw == .needsNoMerchant {
            merchant = account.optional("merchant")?.exposed ?? "anybody"
        } else {
            merchant = try account.require("merchant").exposed
        }
        secretKey = try account.require("secretKey")
        let secrets = account.all("secretKey")
        webhookSecrets = flaw == .readsOneSecret ? Array(secrets.prefix(1)) : secrets
        approver = account.settings["approver"]?.string.flatMap(Approver.init) ?? Self.manifest.approver
        origin = account.settings["baseURL"]?.string ?? "https://\(Self.host)"
        self.services = services
    }
}

/// What is asked of Sample Pay; each call uses some of it.
struct SampleRequest: Codable {
    var order: String?
    var amount: Int64?
    var currency: String?
    var delayed: Bool?
    /// Whether nothing is taken before it is approved.
    var waits: Bool?
    var token: String?
    var operation: String?
    /// What remains before a refund; it is refused where another amount does.
    var remaining: Int64?
    var success: String?
    var failure: String?
    var cancel: String?
    var notification: String?
}

/// What Sample Pay says of a payment, in every answer.
struct SampleAnswer: Codable {
    struct Refund: Codable {
        let operation: String
        let amount: Int64
        let isPending: Bool
    }

    /// Why it refused; `nil` where it did not.
    var error: String?
    var session = ""
    var order = ""
    /// `open`, `left`, `declined`, `authorised`, `waiting`, `paid` or `closed`.
    var status = ""
    var amount: Int64 = 0
    var currency = ""
    var paid: Int64 = 0
    var transaction: String?
    var isDeposit = false
    var refunds: [Refund] = []
}

/// What Sample Pay's webhooks say.
struct SampleWebhook: Codable {
    let event: String
    let order: String
    let status: String
}
