import ProviderKit

/// A whole payment company for staging. No money moves.
///
/// Its sessions and faults live in ``ProviderServices/storage``: they survive a restart, and processes that share a
/// database share them. Amounts are minor units throughout.
public struct MockProvider: PaymentProvider {
    public static let manifest = ProviderManifest(
        identifier: "mock",
        name: LocalizedText("Mock PG", ko: "모의 PG", ja: "模擬PG", zh: "模拟PG"),
        accountFields: [
            AccountField(
                "publicKey",
                label: LocalizedText("Public key", ko: "공개 키", ja: "公開キー", zh: "公钥"),
                isSecret: false,
                isIdentity: true
            ),
            AccountField(
                "secretKey",
                label: LocalizedText("Secret key", ko: "비밀 키", ja: "シークレットキー", zh: "密钥"),
                isSecret: true,
                takesList: true
            ),
        ],
        settingKeys: ["approver", "cancelMode", "cancelDelayMs", "seed", "chaos"],
        currencies: Currency.all.map { CurrencyRule($0) },
        methods: [
            "card": "card", "transfer": "tcash", "virtualAccount": "icash", "phone": "cell", "store": "cvs",
            "later": "deferpay",
        ],
        approver: .provider,
        inquiry: .presenceAndAbsence,
        inquiriesPerMinute: 600,
        idempotencyKeyLife: .seconds(365 * 86_400),
        webhooks: WebhookRules(
            authentication: "\(WebhookSignature.header): hexadecimal HMAC-SHA256 over the body, keyed with secretKey"
        ),
        externalCheckout: .wallet
    )

    public let approver: Approver

    /// The merchant, by its `publicKey`.
    let merchant: String
    /// The newest first.
    let secretKeys: [Secret]
    /// How long a refund stays pending; `nil` where it is done at once.
    let refundDelay: Duration?
    /// How long after a refund its webhook is sent, where one is.
    let cancelDelay: Duration
    let services: ProviderServices
    let sessions: SessionStore
    let chaos: ChaosSequence
    let faults: FaultQueue
    let courier: WebhookCourier
    let pages: PaymentPages

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        var wrong = AccountFaults()
        let settings = wrong.take(try MockSettings(account.settings))
        let merchant = wrong.take(try account.require("publicKey").exposed)
        let key = wrong.take(try account.require("secretKey"))
        guard let settings, let merchant, let key else { throw wrong.error }
        self.merchant = merchant
        secretKeys = account.all("secretKey").filter { !$0.exposed.isEmpty }
        cancelDelay = settings.cancelDelay
        refundDelay = settings.cancelMode == .asynchronous ? settings.cancelDelay : nil
        approver = settings.approver
        self.services = services
        sessions = SessionStore(storage: services.storage)
        chaos = ChaosSequence(settings.chaos)
        faults = FaultQueue(storage: services.storage, chaos: chaos)
        courier = WebhookCourier(
            outbox: WebhookOutbox(of: merchant, in: services.storage),
            faults: faults,
            services: services,
            key: key
        )
        pages = try PaymentPages(pagesURL: services.pagesURL)
    }

    /// The session of a payment, whether or not the answer to its checkout ever arrived.
    ///
    /// It tells nothing about the key, and nobody without the key can guess it.
    func sessionID(of key: PaymentKey) -> String {
        let digest = Signature.hmacSHA256("session|\(merchant)".utf8, key: Secret(key.text))
        return digest.prefix(20).hexadecimal
    }
}
