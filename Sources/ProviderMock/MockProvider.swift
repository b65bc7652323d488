import ProviderKit

/// A whole payment company for staging. No money moves.
///
/// Its sessions and faults live in ``ProviderServices/storage``: they survive a restart, and processes that share a
/// database share them. Amounts are minor units throughout.
public struct MockProvider: PaymentProvider {
    public static let manifest = ProviderManifest(
        identifier: "mock",
        name: LocalizedText("Mock PG", ko: "모의 PG"),
        accountFields: [
            AccountField(
                "publicKey",
                label: LocalizedText("Public key", ko: "공개 키"),
                isSecret: false,
                isIdentity: true
            ),
            AccountField("secretKey", label: LocalizedText("Secret key", ko: "비밀 키"), isSecret: true),
        ],
        settingKeys: ["approver", "seed", "chaos"],
        currencies: Currency.all.map { CurrencyRule($0) },
        methods: [
            "card": "card", "transfer": "tcash", "virtualAccount": "icash", "phone": "cell", "store": "cvs",
            "later": "deferpay",
        ],
        approver: .provider,
        inquiry: .presenceAndAbsence,
        inquiriesPerMinute: 600,
        idempotencyKeyLife: .seconds(365 * 86_400),
        externalCheckout: .wallet
    )

    public let approver: Approver

    /// The merchant, by its `publicKey`.
    let merchant: String
    let services: ProviderServices
    let sessions: SessionStore
    let faults: FaultQueue
    let pages: PaymentPages

    public init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        let settings = try MockSettings(account.settings)
        merchant = try account.require("publicKey").exposed
        _ = try account.require("secretKey")
        approver = settings.approver
        self.services = services
        sessions = SessionStore(storage: services.storage)
        faults = FaultQueue(storage: services.storage, chaos: ChaosSequence(settings.chaos))
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
