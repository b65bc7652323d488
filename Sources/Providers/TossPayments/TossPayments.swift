import ProviderKit

/// Toss Payments, core API v1.
///
/// Toss's own window opens from a page of the gateway; nothing is paid before the gateway confirms. Source of all
/// that is said here of the PG: docs.tosspayments.com, API version 2022-11-16.
public struct TossPayments: PaymentProvider {
    /// How long an idempotency key is kept.
    static let keyLife = Duration.seconds(15 * 86_400)

    public static let manifest = ProviderManifest(
        identifier: "toss-payments",
        name: LocalizedText("Toss Payments", ko: "토스페이먼츠", ja: "トスペイメンツ"),
        accountFields: [
            AccountField(
                "clientKey",
                label: LocalizedText("Client key", ko: "클라이언트 키", ja: "クライアントキー", zh: "客户端密钥"),
                isSecret: false,
                isIdentity: true,
                isWellFormed: { TossKey($0)?.role == .client }
            ),
            AccountField(
                "secretKey",
                label: LocalizedText("Secret key", ko: "시크릿 키", ja: "シークレットキー", zh: "密钥"),
                isSecret: true,
                isWellFormed: { TossKey($0)?.role == .secret }
            ),
        ],
        settingKeys: ["baseURL", "methods"],
        hosts: [.test: [TossAPI.host], .live: [TossAPI.host]],
        currencies: [CurrencyRule(.krw, minimum: 100), CurrencyRule(.usd)],
        methods: ["card": "card", "transfer": "tcash", "virtualAccount": "icash", "phone": "cell"],
        approver: .gateway,
        // Domestic cancels are over at once; foreign easy pay's end with a webhook.
        cancelMode: .synchronous,
        inquiry: .presence,
        inquiriesPerMinute: 60,
        idempotencyKeyLife: keyLife,
        webhooks: WebhookRules(
            authentication: """
                unsigned: compared with an inquiry under the secret key; a deposit by its payment's secret
                """,
            isSigned: false
        ),
        pageOrigins: ["https://js.tosspayments.com"]
    )

    let clientKey: String
    /// What the buyer may choose from, in this order.
    let methods: [TossMethod]
    let api: TossAPI
    let keys: TossIdempotencyKeys
    let laterCancels: TossLaterCancels

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        var faults = AccountFaults()
        let keyPair = faults.take(try TossKeyPair(account))
        let methods = faults.take(try TossMethod.chosen(by: account.settings["methods"]))
        let line = faults.take(try TossAPI.line(account, services))
        guard let keyPair, let methods, let line else { throw faults.error }
        clientKey = keyPair.client
        self.methods = methods
        api = TossAPI(line: line, secretKey: keyPair.secret)
        keys = TossIdempotencyKeys(storage: services.storage)
        laterCancels = TossLaterCancels(storage: services.storage)
    }
}
