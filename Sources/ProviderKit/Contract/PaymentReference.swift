/// A payment as the gateway knows it, handed to a module with every question.
public struct PaymentReference: Sendable {
    public var key: PaymentKey
    public var amount: Money
    /// The amount as Cafe24 wrote it.
    public var amountText: String
    public var opened: Timestamp
    /// What the module last said of it; `nil` before the first answer.
    public var status: PaymentSnapshot.Status?
    /// The PG's names for it, in the order they were learned.
    public var references: [String]
    public var state: ModuleState?

    public init(
        key: PaymentKey,
        amount: Money,
        amountText: String,
        opened: Timestamp,
        status: PaymentSnapshot.Status? = nil,
        references: [String] = [],
        state: ModuleState? = nil
    ) {
        self.key = key
        self.amount = amount
        self.amountText = amountText
        self.opened = opened
        self.status = status
        self.references = references
        self.state = state
    }
}
