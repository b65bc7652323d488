import ProviderKit

extension Session {
    /// What the buyer's click leads to.
    enum Reaction: Hashable, Sendable {
        /// Back to the shop, with the word in the return's `result`.
        case returns(ReturnDoor, result: String)
        /// Paid, and the buyer stays.
        case stays
        /// A transfer was chosen for an order that cannot wait for one.
        case depositImpossible
        /// A virtual account was issued; the other choices are gone.
        case depositDue
        /// Paid, closed or expired: nothing changes.
        case over
    }

    /// Does what a button stands for.
    ///
    /// A session that was left or declined can still be paid, as in another tab. An approval is not undone by another
    /// tab's giving up.
    mutating func react(to outcome: BuyerOutcome, at now: Timestamp, account number: String) -> Reaction {
        guard isPayable(at: now) else { return .over }
        guard status != .deposit || outcome == .deposit else { return .depositDue }
        switch outcome {
        case .approve:
            if order.takesAtButton { take(by: "card") } else { authorise() }
            return .returns(.success, result: "approved")
        case .approveNoReturn, .approveSilently:
            // Where the gateway approves, nothing is paid before it does.
            if order.approver == .provider { take(by: "card") } else { authorise() }
            return .stays
        case .decline:
            if status != .authorised { status = .declined }
            return .returns(.failure, result: "declined")
        case .leave:
            if status != .authorised { status = .left }
            return .returns(.cancel, result: "cancelled")
        case .deposit:
            guard order.allowsDelayed else { return .depositImpossible }
            issueAccount(number)
            return .returns(.success, result: "deposit")
        }
    }

    /// Takes the buyer's transfer.
    mutating func transfer(at now: Timestamp) -> Reaction {
        guard isPayable(at: now) else { return .over }
        guard status == .deposit else { return .depositImpossible }
        status = .paid
        return .stays
    }

    /// Takes the money that the buyer approved; anything else stays as it is.
    ///
    /// - Parameters:
    ///   - operation: The gateway's approval.
    ///   - expected: What the gateway believes it approves.
    ///   - now: The moment of asking.
    /// - Throws: ``ProviderError/Code/conflict`` where the session is over another amount.
    mutating func capture(_ operation: OperationID, of expected: Money, at now: Timestamp) throws(ProviderError) {
        guard status == .authorised, !isExpired(at: now) else { return }
        guard expected == amount else {
            throw ProviderError(.conflict, "the session is over another amount", providerCode: "WRONG_AMOUNT")
        }
        approval = operation
        status = .paid
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

    private mutating func authorise() {
        method = "card"
        status = .authorised
    }

    private mutating func take(by method: String) {
        self.method = method
        status = .paid
    }

    /// The account of the first click stays.
    private mutating func issueAccount(_ number: String) {
        guard status != .deposit else { return }
        method = "virtualAccount"
        status = .deposit
        virtualAccount = VirtualAccount(bank: "Mock Bank", number: number, holder: "MOCK PG", expires: order.expires)
    }
}
