/// What a buyer is to pay.
public struct CheckoutOrder: Sendable {
    /// The order number for the PG: unique for ever, 32 characters of `[a-z2-7]`.
    public var key: PaymentKey
    public var amount: Money
    /// False where shipping and discounts are not known yet: before the buyer is charged the session is re-priced, so
    /// its page should promise no total.
    public var isAmountFinal: Bool
    /// The amount as Cafe24 wrote it: `3065.00`.
    public var amountText: String
    /// What is bought, from the request, else shop name and order id. Not cut; see ``TextCut``.
    public var title: String
    /// The part of ``amount`` that bears no VAT, where the mall says so.
    public var taxFree: Money?
    public var buyer: Buyer
    /// Stands for the buyer without telling who it is: an HMAC of the mall's buyer id. `nil` for guests.
    public var userToken: String?
    public var language: Language
    /// The buyer's address as Cafe24 or the browser gave it.
    public var clientAddress: String?
    public var urls: CheckoutURLs
    /// False where Cafe24 could not be told later: then no virtual account, konbini or eCheck may be offered.
    public var allowsDelayed: Bool
    /// Whether Cafe24 learns the result from the buyer's return, as in the synchronous flow: then a PG that can wait
    /// for it takes the money no earlier.
    public var isToldByReturn: Bool
    /// When the session must be over at the latest. A PG that takes no expiry is not told, and
    /// ``CheckoutSession/expires`` is `nil` then: the gateway stops offering the page by itself, and a payment that
    /// comes later is taken in by whatever tells of it.
    public var expires: Timestamp
    /// The idempotency key of opening this session. Where that takes several calls with a key each, such as closing an
    /// old page first, derive theirs from it: the same ones on every repeat.
    public var operation: OperationID
    /// The open payment that is to be re-priced, its amount the new one already; `nil` opens a new one.
    ///
    /// Afterwards only the new price may be paid, by a new page or the old one: close the old page where the PG takes
    /// the money by itself. A new page's references are added behind the old ones, so that
    /// ``PaymentReference/references`` end with the newest. Where the buyer has paid already, throw
    /// ``ProviderError/Code/conflict``.
    public var repricing: PaymentReference?

    public init(
        key: PaymentKey,
        amount: Money,
        isAmountFinal: Bool = true,
        amountText: String,
        title: String,
        taxFree: Money? = nil,
        buyer: Buyer = Buyer(),
        userToken: String? = nil,
        language: Language = .korean,
        clientAddress: String? = nil,
        urls: CheckoutURLs,
        allowsDelayed: Bool,
        isToldByReturn: Bool = false,
        expires: Timestamp,
        operation: OperationID,
        repricing: PaymentReference? = nil
    ) {
        self.key = key
        self.amount = amount
        self.isAmountFinal = isAmountFinal
        self.amountText = amountText
        self.title = title
        self.taxFree = taxFree
        self.buyer = buyer
        self.userToken = userToken
        self.language = language
        self.clientAddress = clientAddress
        self.urls = urls
        self.allowsDelayed = allowsDelayed
        self.isToldByReturn = isToldByReturn
        self.expires = expires
        self.operation = operation
        self.repricing = repricing
    }
}

/// Who pays, as far as the mall said. It is passed on to the PG and never stored in clear.
public struct Buyer: Hashable, Sendable {
    public var name: String?
    public var email: String?
    public var phone: String?

    public init(name: String? = nil, email: String? = nil, phone: String? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
    }
}

/// Absolute addresses of the gateway for one payment, at most 255 bytes each.
public struct CheckoutURLs: Hashable, Sendable {
    /// Where the buyer returns after approving; GET and POST.
    public let success: String
    /// Where the buyer returns after giving up; GET and POST.
    public let cancel: String
    /// Where the buyer returns when it went wrong; GET and POST.
    public let failure: String
    /// Where the PG reports to.
    public let notification: String
    /// What a PG shows in the place of its window once the buyer has closed it. In a frame it leads the whole window
    /// back, as the other three do.
    public let close: String

    public init(success: String, cancel: String, failure: String, notification: String, close: String) {
        self.success = success
        self.cancel = cancel
        self.failure = failure
        self.notification = notification
        self.close = close
    }
}
