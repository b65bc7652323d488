import ProviderKit

/// A checkout as Cafe24 asks for it: the attempt, and what only the PG needs to know.
public struct CheckoutRequest: Sendable {
    public var attempt: AttemptRequest
    public var title: String
    public var buyer: Buyer
    /// The mall's id of the buyer; only an HMAC of it leaves the gateway.
    public var buyerID: String?
    public var language: Language
    public var clientAddress: String?
    /// The part of the amount that bears no tax, where the mall says so.
    public var taxFree: Money?
    /// Whether the amount is only what a page named; see ``Payment/awaitsPrice``.
    public var awaitsPrice: Bool

    public init(
        attempt: AttemptRequest,
        title: String,
        buyer: Buyer = Buyer(),
        buyerID: String? = nil,
        language: Language = .korean,
        clientAddress: String? = nil,
        taxFree: Money? = nil,
        awaitsPrice: Bool = false
    ) {
        self.attempt = attempt
        self.title = title
        self.buyer = buyer
        self.buyerID = buyerID
        self.language = language
        self.clientAddress = clientAddress
        self.taxFree = taxFree
        self.awaitsPrice = awaitsPrice
    }
}

/// Why no payment was opened.
enum CheckoutRefusal: Error {
    case order(OpeningRefusal)
    /// The PG opened no session.
    case provider(ProviderError)
    /// Somebody else has been opening this attempt for too long.
    case busy
}
