/// One part of a merchant's account at the PG: an id, a key, a secret.
public struct AccountField: Hashable, Sendable {
    /// The key in `providers.json`: `secretKey`.
    public let name: String
    public let label: LocalizedText
    /// A secret is sealed at rest and never shown again; anything else may stand on a page.
    public let isSecret: Bool
    /// Whether this field says *which* merchant account it is. A payment stays with the identity it was opened with,
    /// while the other fields may rotate.
    public let isIdentity: Bool
    public let isRequired: Bool
    /// Whether several values may stand side by side, the newest first, as webhook secrets do while they rotate. Where
    /// such a field is the identity, its last value is: the newer ones belong to the same merchant.
    public let takesList: Bool
    /// Whether a value has the form the PG gives out. It must not judge by more than the form.
    public let isWellFormed: @Sendable (String) -> Bool

    public init(
        _ name: String,
        label: LocalizedText,
        isSecret: Bool,
        isIdentity: Bool = false,
        isRequired: Bool = true,
        takesList: Bool = false,
        isWellFormed: @escaping @Sendable (String) -> Bool = { !$0.isEmpty }
    ) {
        self.name = name
        self.label = label
        self.isSecret = isSecret
        self.isIdentity = isIdentity
        self.isRequired = isRequired
        self.takesList = takesList
        self.isWellFormed = isWellFormed
    }

    public static func == (one: AccountField, other: AccountField) -> Bool { one.name == other.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Whether real money moves.
public enum ProviderEnvironment: String, CaseIterable, Hashable, Sendable, Codable {
    case test, live
}

/// A currency as one PG takes it.
public struct CurrencyRule: Hashable, Sendable {
    public let currency: Currency
    /// The digits of the minor unit as this PG counts them; ISO 4217 may say otherwise (HUF and TWD at PayPal).
    public let exponent: Int
    /// The least amount the PG takes.
    public let minimum: Money

    /// A currency with the PG's own figures where they differ from ISO 4217; the minimum is in minor units.
    public init(_ currency: Currency, exponent: Int? = nil, minimum: Int64 = 1) {
        self.currency = currency
        self.exponent = exponent ?? currency.exponent
        self.minimum = Money(minimum, currency)
    }
}

/// Who completes a payment.
public enum Approver: String, Hashable, Sendable, Codable {
    /// Nothing is paid before the gateway's approval call, as with most Korean PGs.
    case gateway
    /// It is decided at the PG; the gateway finds out.
    case provider
}

/// Whether a cancellation is final when its call returns: what the shop's desk is offered.
public enum CancelMode: String, Hashable, Sendable, Codable {
    /// Where a PG has both kinds, the one of what is sold most. A refund that takes longer all the same may answer
    /// ``CancellationOutcome/pending(reference:)`` in either mode.
    case synchronous, asynchronous
}

/// What an inquiry at the PG proves.
public enum InquiryProof: String, Hashable, Sendable, Codable {
    /// The PG cannot be asked.
    case nothing
    /// "Paid" is believed; "no such payment" is not, because it may appear later.
    case presence
    /// "No such payment" proves that nothing was paid; and a refund that is not shown once the life of its idempotency
    /// key is over was never made.
    case presenceAndAbsence
}

/// What the PG wants to hear when its webhook was stored.
public struct WebhookRules: Hashable, Sendable {
    /// For people: `HMAC-SHA256 over the body`.
    public let authentication: String
    /// Whether a forgery shows in the message itself, so that none is ever asked about. False where a message names a
    /// payment only, and the PG's answer decides what it is worth.
    public let isSigned: Bool
    public let status: Int
    public let contentType: String
    public let body: String

    public init(
        authentication: String,
        isSigned: Bool = true,
        status: Int = 200,
        contentType: String = "application/json",
        body: String = #"{"result":"OK"}"#
    ) {
        self.authentication = authentication
        self.isSigned = isSigned
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// Where the buyer's address comes from in an external checkout.
public enum ExternalCheckout: String, Hashable, Sendable, Codable {
    /// The PG is a wallet and knows it.
    case wallet
    /// The shop's review page asks for it, then opens the PG.
    case afterReview
}
