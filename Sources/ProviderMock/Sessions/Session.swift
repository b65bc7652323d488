import ProviderKit

/// One payment as this PG knows it: the truth that the ledger shows.
struct Session: Codable, Hashable, Sendable {
    enum Status: String, Codable, Sendable {
        /// A checkout reached the PG and failed before it opened anything: known for its calls only.
        case unopened
        case open
        /// The buyer gave up; another tab may still pay.
        case left
        /// The PG said no; another tab may still pay.
        case declined
        /// The buyer approved; the money waits for the gateway's approval.
        case authorised
        /// A virtual account waits for the buyer's transfer.
        case deposit
        case paid
        /// Closed by the gateway before anybody paid.
        case voided
    }

    /// How often the gateway asked, faults included.
    struct Calls: Codable, Hashable, Sendable {
        var checkout = 0
        var verify = 0
        var cancel = 0
    }

    /// Money given back.
    struct Refund: Codable, Hashable, Sendable {
        let operation: OperationID
        let amount: StoredMoney
        let reference: String
    }

    let id: String
    let key: PaymentKey
    var status: Status
    var order: Order
    /// The PG's name for the transaction; told once there is one.
    let transaction: String
    /// The approval that took the money, where the gateway approved.
    var approval: OperationID?
    /// One of the manifest's methods; set when the buyer has chosen.
    var method: String?
    var virtualAccount: VirtualAccount?
    var refunds: [Refund] = []
    var calls = Calls()

    /// A session with an order, that nobody has paid.
    init(id: String, status: Status, order: Order, transaction: String, key: PaymentKey) {
        self.id = id
        self.key = key
        self.status = status
        self.order = order
        self.transaction = transaction
    }

    var amount: Money { order.amount.money }
    var paid: Money { status == .paid ? amount : .zero(amount.currency) }
    /// What was given back; refunds never exceed ``paid``, so the sum fits.
    var cancelled: Money { Money(refunds.reduce(0) { $0 + $1.amount.money.minorUnits }, amount.currency) }
    var remaining: Money { Money(paid.minorUnits - cancelled.minorUnits, amount.currency) }

    /// Whether time ran out before anybody paid.
    func isExpired(at now: Timestamp) -> Bool {
        switch status {
        case .open, .left, .declined, .authorised, .deposit: now >= order.expires
        case .unopened, .paid, .voided: false
        }
    }
}
