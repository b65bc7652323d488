import ProviderKit

/// One attempt to pay an order, as it stands in the database.
public struct Payment: Hashable, Sendable {
    // What was asked; none of it changes.
    public let key: PaymentKey
    public let order: OrderID
    public let flow: Flow
    public let partnerID: String
    /// The provider instance and the merchant account it stays with, whatever the configuration says later.
    public let instance: String
    public let account: String
    public let opened: Timestamp
    /// Who sent the cart of an external checkout.
    public let sender: CartSender?

    /// Changes only while an external checkout waits for its price; see ``PaymentRecord/beginPricing(_:at:lease:)``.
    public var amount: Money
    /// The amount as Cafe24 wrote it; hashes are computed over this text.
    public var amountText: String

    // Where Cafe24 wants to hear of it; a repeated request may bring newer addresses.
    public var returnURL: String
    public var notificationURL: String?
    /// A JSON object as it came, echoed byte for byte.
    public var extraData: String?

    public var state: PaymentState
    /// Why it ended so, or what it waits for: the PG's code and words.
    public var reason: Reason?
    /// How the buyer gets to the PG; `nil` until the session is open.
    public var action: CheckoutAction?
    /// When the session is over.
    public var expires: Timestamp

    // What the module told.
    public var references: [String] = []
    public var moduleState: ModuleState?
    public var providerStatus: PaymentSnapshot.Status?
    public var transactionID: String?
    public var method: String?

    // Money, in minor units of the amount's currency. The database holds `reserved + cancelled <= paid`.
    public var paid: Money
    public var cancelled: Money
    public var reserved: Money

    /// Whether this is the one attempt of its order that may be approved; unique in the database.
    public var holdsOrder = false
    /// When another attempt took its place; it is never approved and never confirmed after that.
    public var superseded: Timestamp?
    /// The idempotency key reserved for approving.
    public var approval: OperationID?
    public var verdict = Verdict.none
    public var flags: Set<PaymentFlag> = []

    public var lease = Lease()
    /// The last thing the buyer or the PG did; the inquiries' gaps are counted from here.
    public var lastSign: Timestamp
    /// When the reconciler looks next; `nil` when there is nothing left to find out.
    public var nextLook: Timestamp?

    public var paidAt: Timestamp?
    /// When Cafe24 first read the status of the paid payment, and how often it has read it since.
    public var firstRead: Timestamp?
    public var reads = 0

    /// A word of the PG for people and for the record.
    public struct Reason: Hashable, Sendable {
        public let code: String
        public let message: String

        public init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

    /// Who works on a payment. Whoever holds an older number than ``fence`` is too late and writes nothing.
    public struct Lease: Hashable, Sendable {
        public var fence: Int64 = 0
        public var until = Self.free

        public init() {}

        /// Before any moment that a clock tells. A lease that ended "now" would hold on the clock of an instance that
        /// is some minutes behind, and on our own when it is set back.
        private static let free = Timestamp(milliseconds: 0)

        mutating func end() { until = Self.free }
    }
}

extension Payment {
    /// An attempt that is about to be opened at the PG.
    public init(opening request: AttemptRequest, key: PaymentKey, expires: Timestamp, at now: Timestamp) {
        self.key = key
        order = request.order
        flow = request.flow
        partnerID = request.partnerID
        instance = request.instance
        account = request.account
        amount = request.amount
        amountText = request.amountText
        opened = now
        sender = request.sender
        returnURL = request.returnURL
        notificationURL = request.notificationURL
        extraData = request.extraData
        state = .opened
        self.expires = expires
        paid = .zero(request.amount.currency)
        cancelled = paid
        reserved = paid
        lastSign = now
        nextLook = now + Self.openingPatience
        lease.until = now + Self.openingPatience
    }

    /// How long the opener of a session is waited for before its attempt counts as dead. Longer than any PG call.
    static let openingPatience = Duration.seconds(75)

    /// What may be confirmed to Cafe24 as paid.
    var isConfirmable: Bool { state.wasPaid && superseded == nil && verdict != .notPaid && holdsOrder }

    /// Opened at the PG over a sum that only a page named: it is not approved, and paid all the same it goes back,
    /// until the mall's own calculation has fixed its price.
    var awaitsPrice: Bool { flow == .external && verdict == .notPaid && !state.wasPaid }

    /// The buyer has done all, and Cafe24 will hear of the money when it comes: told as a success that is not paid yet.
    var awaitsMoney: Bool { state == .pending && superseded == nil && verdict != .notPaid && canBeToldLater }

    /// An approval was begun and nobody knows yet how it ended.
    var isUndecided: Bool { state == .settling || state == .unknown }

    /// An operator decided that nothing was paid, whatever the PG says of it but that it is paid.
    var isEndedByHand: Bool { state.isDead && flags.contains(.decidedByHand) }

    /// The PG waits for the money, or has it set aside; it may still come.
    var isOnItsWay: Bool {
        guard case .pending = providerStatus else { return state == .pending }
        return state == .pending || isEndedByHand
    }

    /// Whether Cafe24 hears of it without the buyer's return.
    var canBeToldLater: Bool { flow != .synchronous || notificationURL != nil }

    /// What can still be given back.
    public var remaining: Money { Money(paid.minorUnits - cancelled.minorUnits - reserved.minorUnits, amount.currency) }

    /// The payment as a module is told of it.
    var reference: PaymentReference {
        PaymentReference(
            key: key,
            amount: amount,
            amountText: amountText,
            opened: opened,
            status: providerStatus,
            references: references,
            state: moduleState
        )
    }
}
