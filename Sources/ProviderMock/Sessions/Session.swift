import ProviderKit

/// One payment as this PG knows it: the truth that the ledger shows.
struct Session: StoredRecord, Hashable {
    enum Status: String, Codable, Sendable {
        /// A checkout reached the PG and failed before it opened anything: known for its calls only.
        case unopened
        case open
        /// The buyer gave up; another tab may still pay.
        case left
        /// The PG said no; another tab may still pay.
        case declined
        /// The buyer approved; the money, or the virtual account, waits for the gateway's approval.
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
        /// How a refund ends that is not done at once; `nil` where it was.
        var ending: Ending?

        /// What the refund is at a moment.
        func state(at now: Timestamp) -> CancellationRecord.State {
            guard let ending else { return .done }
            return now < ending.moment ? .pending : ending.isRefused ? .refused : .done
        }
    }

    /// The end of a pending refund, known from its beginning: no worker has to bring it about.
    struct Ending: Codable, Hashable, Sendable {
        let moment: Timestamp
        let isRefused: Bool
    }

    let id: String
    let key: PaymentKey
    /// The `publicKey` of the account that opened it.
    let merchant: String
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
    /// How to tell of the payment; `nil` where nobody is to be told.
    var webhooks: WebhookPlan?

    /// A session with an order, that nobody has paid.
    init(id: String, status: Status, order: Order, transaction: String, key: PaymentKey, merchant: String) {
        self.id = id
        self.key = key
        self.merchant = merchant
        self.status = status
        self.order = order
        self.transaction = transaction
    }

    var amount: Money { order.amount.money }
    var paid: Money { status == .paid ? amount : .zero(amount.currency) }

    /// What was given back; refunds never exceed ``paid``, so the sum fits.
    func cancelled(at now: Timestamp) -> Money { sum(of: [.done], at: now) }

    /// What may still be given back: neither done nor pending.
    func remaining(at now: Timestamp) -> Money {
        Money(paid.minorUnits - sum(of: [.done, .pending], at: now).minorUnits, amount.currency)
    }

    private func sum(of states: Set<CancellationRecord.State>, at now: Timestamp) -> Money {
        let counted = refunds.filter { states.contains($0.state(at: now)) }
        return Money(counted.reduce(0) { $0 + $1.amount.money.minorUnits }, amount.currency)
    }

    /// Whether time ran out before anybody paid.
    func isExpired(at now: Timestamp) -> Bool {
        switch status {
        case .open, .left, .declined, .authorised, .deposit: now >= order.expires
        case .unopened, .paid, .voided: false
        }
    }
}
