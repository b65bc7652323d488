/// What the PG says of a payment *now*: totals and status, never a difference, so that duplicates and messages out of
/// order do no harm.
public struct PaymentSnapshot: Sendable, Hashable {
    public var status: Status
    /// All that was paid, before anything was given back; zero while nothing was.
    public var paid: Money
    /// All that was given back.
    public var cancelled: Money
    /// The cancellations the PG knows of; empty where it does not list them.
    public var cancellations: [CancellationRecord]
    /// The PG's transaction id, which Cafe24 is told as `tid`.
    public var transactionID: String?
    /// A payment method of ``ProviderManifest/methods``.
    public var method: String?
    public var virtualAccount: VirtualAccount?
    /// Where a wallet knows it.
    public var shippingAddress: ShippingAddress?
    /// Names to add to those that are known.
    public var references: [String]
    /// Replaces what the module remembered; `nil` leaves it.
    public var state: ModuleState?

    public init(
        _ status: Status,
        paid: Money,
        cancelled: Money? = nil,
        cancellations: [CancellationRecord] = [],
        transactionID: String? = nil,
        method: String? = nil,
        virtualAccount: VirtualAccount? = nil,
        shippingAddress: ShippingAddress? = nil,
        references: [String] = [],
        state: ModuleState? = nil
    ) {
        self.status = status
        self.paid = paid
        self.cancelled = cancelled ?? .zero(paid.currency)
        self.cancellations = cancellations
        self.transactionID = transactionID
        self.method = method
        self.virtualAccount = virtualAccount
        self.shippingAddress = shippingAddress
        self.references = references
        self.state = state
    }
}

extension PaymentSnapshot {
    /// What a PG may say of a payment, and what the gateway makes of it. Nothing but a refund undoes `paid`: what
    /// else is said later goes into the payment's story, except that a bank took a deposit back.
    public enum Status: Hashable, Sendable, Codable {
        /// Nobody has paid; the buyer still may. One who came back without paying left: the mall is told "not paid".
        /// Behind an approval it is believed only where an inquiry proves absence, and unknown elsewhere.
        case open
        /// The buyer gave up: the mall is told "not paid". A PG that leaves the session open may still see it paid in
        /// another tab, so that the gateway goes on asking until the session is over.
        case abandoned
        /// The buyer did all there is to do; the money is not there yet. The gateway goes on asking, and Cafe24 is told
        /// of an account to pay into.
        case pending(Pending)
        /// The money was taken; ``PaymentSnapshot/cancelled`` says how much of it went back. The mall is
        /// told "paid", unless amount or currency differ from what is due: then an operator is called.
        case paid
        /// The PG said no, in its own words; the mall is told so. It is as open to another tab as `abandoned`.
        case declined(code: String, message: String)
        /// The PG said no, and the buyer can choose another card at this address. The payment stays open, and the buyer
        /// is sent there.
        case buyerActs(resume: String)
        /// The session is over and nothing was paid. The mall is told "not paid", and nobody asks again.
        case expired
        /// A net-cancel undid an approval, and that is proved. The mall is told "not paid", and nobody asks again.
        case reversed
        /// The PG knows no such payment. Where ``ProviderManifest/inquiry`` proves absence it is over, unpaid;
        /// elsewhere an approval that was sent stays unknown.
        case absent
        /// The PG said something this module does not know, quoted here. Never a guess. An
        /// approval that was sent stays unknown, and the gateway asks again; without one nothing changes.
        case unknown(String)
    }

    /// What a pending payment waits for.
    public enum Pending: String, Hashable, Sendable, Codable {
        /// The buyer's transfer to a virtual account, or cash at a till.
        case deposit
        /// The PG's fraud check.
        case review
        /// The merchant's capture.
        case capture
    }
}
