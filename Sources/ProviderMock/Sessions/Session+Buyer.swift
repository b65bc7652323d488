import ProviderKit

extension Session {
    // Names of the manifest.
    private static let card = "card"
    static let virtualAccount = "virtualAccount"

    /// What the buyer's click leads to.
    enum Reaction: Hashable, Sendable {
        /// Back to the shop, with the word in the return's `result`.
        case returns(ReturnDoor, result: String)
        /// Paid, and the buyer stays.
        case stays
        /// A transfer was chosen for an order that cannot wait for one.
        case depositImpossible
        /// A virtual account was issued; the other choices are impossible now.
        case depositIssued
        /// A transfer to an account that nobody asked for.
        case noDeposit
        /// Paid, closed or expired: nothing changes.
        case over
    }

    /// Does what a button stands for.
    ///
    /// A session that was left or declined can still be paid, as in another tab. An approval is not undone by another
    /// tab's giving up.
    ///
    /// - Parameters:
    ///   - outcome: The button.
    ///   - now: The moment of the click.
    ///   - number: The virtual account, if one is to be issued.
    ///   - plan: How webhooks are to be sent, where the button has any.
    /// - Returns: Where this leaves the buyer.
    mutating func react(
        to outcome: BuyerOutcome,
        at now: Timestamp,
        account number: String,
        webhooks plan: WebhookPlan
    ) -> Reaction {
        guard isPayable(at: now) else { return .over }
        guard status != .deposit || outcome == .deposit else { return .depositIssued }
        switch outcome {
        case .approve:
            webhooks = order.isToldByReturn ? nil : plan
            if order.takesAtButton { take(by: Self.card) } else { authorise(Self.card) }
            return .returns(.success, result: "approved")
        case .approveNoReturn, .approveSilently:
            webhooks = outcome == .approveNoReturn ? plan : nil
            // Where the gateway approves, nothing is paid before it does.
            if order.approver == .provider { take(by: Self.card) } else { authorise(Self.card) }
            return .stays
        case .decline:
            if status != .authorised { status = .declined }
            return .returns(.failure, result: "declined")
        case .leave:
            if status != .authorised { status = .left }
            return .returns(.cancel, result: "cancelled")
        case .deposit:
            guard order.allowsDelayed else { return .depositImpossible }
            webhooks = plan
            // Where the gateway approves, no account is issued before it does.
            if order.approver == .provider {
                issueAccount(number)
            } else if status != .deposit {
                authorise(Self.virtualAccount)
            }
            return .returns(.success, result: "deposit")
        }
    }

    /// Takes the buyer's transfer.
    ///
    /// - Parameters:
    ///   - now: The moment of the transfer.
    ///   - plan: How its webhook is to be sent; `nil` as was said when the account was issued.
    /// - Returns: Where this leaves the buyer.
    mutating func transfer(at now: Timestamp, webhooks plan: WebhookPlan?) -> Reaction {
        guard isPayable(at: now) else { return .over }
        guard status == .deposit else { return .noDeposit }
        if let plan { webhooks = plan }
        status = .paid
        return .stays
    }

    /// Takes the money that the buyer approved, or issues the account that the buyer chose; anything else stays as it
    /// is.
    ///
    /// - Parameters:
    ///   - operation: The gateway's approval.
    ///   - expected: What the gateway believes it approves.
    ///   - now: The moment of asking.
    ///   - number: The virtual account, if one is to be issued.
    /// - Throws: ``ProviderError/Code/conflict`` where the session is over another amount.
    mutating func capture(
        _ operation: OperationID,
        of expected: Money,
        at now: Timestamp,
        account number: String
    ) throws(ProviderError) {
        guard status == .authorised, !isExpired(at: now) else { return }
        guard expected == amount else {
            throw ProviderError(.conflict, "the session is over another amount", providerCode: "WRONG_AMOUNT")
        }
        approval = operation
        if method == Self.virtualAccount { issueAccount(number) } else { status = .paid }
    }

    /// The PG says no to a buyer who has not paid; an issued virtual account stays.
    mutating func decline(at now: Timestamp) {
        guard isPayable(at: now), status != .deposit else { return }
        status = .declined
    }

    private func isPayable(at now: Timestamp) -> Bool {
        switch status {
        case .unopened, .paid, .voided: false
        case .open, .left, .declined, .authorised, .deposit: !isExpired(at: now)
        }
    }

    private mutating func authorise(_ method: String) {
        self.method = method
        status = .authorised
    }

    private mutating func take(by method: String) {
        self.method = method
        status = .paid
    }

    /// The account of the first click stays.
    private mutating func issueAccount(_ number: String) {
        guard status != .deposit else { return }
        method = Self.virtualAccount
        status = .deposit
        virtualAccount = VirtualAccount(bank: "Mock Bank", number: number, holder: "MOCK PG", expires: order.expires)
    }
}
