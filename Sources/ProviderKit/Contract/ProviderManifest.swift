/// What a module is and what it can do.
///
/// The matrix of modules, the JSON Schema of `providers.json` and what `pg-gateway check` knows of a module are made
/// from manifests.
public struct ProviderManifest: Sendable {
    /// The name used in `providers.json`: lower case, `toss-payments`.
    public var identifier: String
    /// The name shown to people.
    public var name: LocalizedText
    /// What `providers.json` has of a merchant's account.
    public var accountFields: [AccountField]
    /// Keys that `settings` of a provider instance may hold.
    public var settingKeys: [String]
    /// Host names per environment; the only ones the module's client reaches.
    public var hosts: [ProviderEnvironment: [String]]
    /// The currencies this PG takes, with its own exponents and minimums.
    public var currencies: [CurrencyRule]
    /// The module's names of payment methods, each with Cafe24's `paymethod` code: `card`, `tcash` (bank transfer),
    /// `icash` (virtual account), `cell` (phone bill), `cvs` (convenience store), `deferpay` (pay later) or `etc`. A
    /// method that is not here is told as `etc`.
    public var methods: [String: String]
    /// Who completes a payment, where a setting of the instance does not decide it.
    public var approver: Approver
    /// What Cafe24 is told at large; every outcome says for itself whether it is done.
    public var cancelMode: CancelMode
    public var cancelsInParts: Bool
    public var inquiry: InquiryProof
    /// How many inquiries a minute one account bears.
    public var inquiriesPerMinute: Int
    /// How long the PG remembers an idempotency key; `nil` where it knows none. After that: inquire, never re-send.
    public var idempotencyKeyLife: Duration?
    /// Whether the same cancellation may be sent again at any time without giving back twice, though the PG knows no
    /// key: the module looks for its operation first, or the PG refuses one that starts from another remainder.
    public var cancelsRepeatSafely: Bool
    /// How the PG's webhooks are acknowledged; `nil` where it sends none.
    public var webhooks: WebhookRules?
    public var externalCheckout: ExternalCheckout?
    /// Origins that a page hosted by the gateway may load scripts from: `https://js.example.com`.
    public var pageOrigins: [String]

    public init(
        identifier: String,
        name: LocalizedText,
        accountFields: [AccountField],
        settingKeys: [String] = [],
        hosts: [ProviderEnvironment: [String]] = [:],
        currencies: [CurrencyRule],
        methods: [String: String] = [:],
        approver: Approver,
        cancelMode: CancelMode = .synchronous,
        cancelsInParts: Bool = true,
        inquiry: InquiryProof,
        inquiriesPerMinute: Int = 60,
        idempotencyKeyLife: Duration? = nil,
        cancelsRepeatSafely: Bool = false,
        webhooks: WebhookRules? = nil,
        externalCheckout: ExternalCheckout? = nil,
        pageOrigins: [String] = []
    ) {
        self.identifier = identifier
        self.name = name
        self.accountFields = accountFields
        self.settingKeys = settingKeys
        self.hosts = hosts
        self.currencies = currencies
        self.methods = methods
        self.approver = approver
        self.cancelMode = cancelMode
        self.cancelsInParts = cancelsInParts
        self.inquiry = inquiry
        self.inquiriesPerMinute = inquiriesPerMinute
        self.idempotencyKeyLife = idempotencyKeyLife
        self.cancelsRepeatSafely = cancelsRepeatSafely
        self.webhooks = webhooks
        self.externalCheckout = externalCheckout
        self.pageOrigins = pageOrigins
    }

    /// The rule for a currency; `nil` where the PG does not take it.
    public func rule(for currency: Currency) -> CurrencyRule? {
        currencies.first { $0.currency == currency }
    }
}
