/// Money to give back, or a payment to close.
public struct Cancellation: Sendable {
    public enum Kind: Hashable, Sendable {
        /// Gives back part or all of what was paid.
        case refund(Money)
        /// Closes what nobody has paid yet.
        case void
    }

    public let kind: Kind
    /// The idempotency key at the PG, on every repeat.
    public let operation: OperationID
    /// What was left of the paid amount before this one; PGs that guard by it refuse when it differs.
    public let remainingBefore: Money
    /// What must be left after it.
    public let remainingAfter: Money
    public let reason: String
    /// Where a virtual account's money goes back to.
    public let bankAccount: RefundAccount?

    public init(
        _ kind: Kind,
        operation: OperationID,
        remainingBefore: Money,
        remainingAfter: Money,
        reason: String,
        bankAccount: RefundAccount? = nil
    ) {
        self.kind = kind
        self.operation = operation
        self.remainingBefore = remainingBefore
        self.remainingAfter = remainingAfter
        self.reason = reason
        self.bankAccount = bankAccount
    }
}

/// The buyer's own bank account.
public struct RefundAccount: Hashable, Sendable {
    public let bankCode: String
    public let number: String
    public let holder: String

    public init(bankCode: String, number: String, holder: String) {
        self.bankCode = bankCode
        self.number = number
        self.holder = holder
    }
}

/// What the PG did with a cancellation.
public enum CancellationOutcome: Sendable {
    /// The money is on its way back, or the payment is closed; with the PG's own id of this refund where it has one.
    ///
    /// It is the very id that ``PaymentSnapshot/cancellations`` list the refund under as
    /// ``CancellationRecord/Origin/provider(_:)``; with another one, such as the payment's, the gateway takes the
    /// listed refund for somebody else's and counts it a second time. `nil` where the id is not known: then the gateway
    /// goes by the amount.
    case done(reference: String?)
    /// Accepted; the result follows by webhook or inquiry. The reference is as in ``done(reference:)``.
    case pending(reference: String?)
    /// Surely not done, in the PG's words.
    case refused(code: String, message: String)
    /// A void that came too late: somebody paid meanwhile.
    case alreadyPaid(PaymentSnapshot)
}
