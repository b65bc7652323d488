import ProviderKit

/// What Cafe24 and operators are told, and what they decide.
extension PaymentRecord {
    /// Gives Cafe24 its verdict, once: what was said first stays said (ledger, rule 11).
    ///
    /// - Returns: The verdict that stands, and whether the money is still to come, which is told as a success.
    mutating func giveVerdict(at now: Timestamp) -> (verdict: Verdict, awaitsDeposit: Bool) {
        let awaitsDeposit = payment.awaitsMoney
        guard payment.verdict == .none, !awaitsDeposit else { return (payment.verdict, awaitsDeposit) }
        payment.verdict = payment.isConfirmable ? .paid : .notPaid
        note(.verdictGiven, by: "gateway", at: now, ["verdict": payment.verdict.rawValue])
        if payment.verdict == .notPaid { payment.holdsOrder = payment.holdsOrder && !payment.state.isDead }
        closeWhatWasRefused(at: now)
        return (payment.verdict, false)
    }

    /// Writes down late that a buyer was sent on with "not paid". Money that was found meanwhile goes back.
    mutating func wasToldNotPaid(at now: Timestamp) {
        guard payment.verdict == .none else { return }
        payment.verdict = .notPaid
        note(.verdictGiven, by: "gateway", at: now, ["verdict": payment.verdict.rawValue, "written": "late"])
        payment.holdsOrder = payment.holdsOrder && !payment.state.isDead
        if payment.state.wasPaid { giveBack(at: now) }
        closeWhatWasRefused(at: now)
    }

    /// Cafe24 read the status. A paid payment counts as told by that.
    ///
    /// - Returns: `false` where it has been read as often or as long as it may be.
    mutating func statusRead(limits: StatusLimits, at now: Timestamp) -> Bool {
        guard payment.isConfirmable else { return true }
        guard limits.allow(reads: payment.reads, since: payment.firstRead, at: now) else { return false }
        payment.reads += 1
        if payment.firstRead == nil {
            payment.firstRead = now
            note(.statusRead, by: "cafe24", at: now)
        }
        if payment.verdict == .none { payment.verdict = .paid }
        return true
    }

    /// How often, and how long, the status of a paid payment is answered (contract, finding S1); 0 is without end.
    public struct StatusLimits: Sendable {
        public let times: Int
        public let minutes: Int

        public init(times: Int, minutes: Int) {
            self.times = times
            self.minutes = minutes
        }

        /// Whether each single read must be counted.
        var isUnlimited: Bool { times == 0 && minutes == 0 }

        func allow(reads: Int, since first: Timestamp?, at now: Timestamp) -> Bool {
            if times > 0, reads >= times { return false }
            if minutes > 0, let first, now > first + .seconds(60 * minutes) { return false }
            return true
        }
    }

    /// An operator says how an unknown payment ended.
    ///
    /// - Parameters:
    ///   - paid: Whether the money was taken.
    ///   - name: Who decides.
    ///   - words: Why.
    ///   - now: The time.
    /// - Throws: ``DecisionRefused`` where the payment's state is known, or somebody works on it.
    mutating func decide(paid: Bool, by name: String, because words: String, at now: Timestamp) throws {
        guard [.unknown, .settling, .pending].contains(payment.state) else {
            throw DecisionRefused(message: "its state is known: \(payment.state.rawValue)")
        }
        guard payment.lease.until <= now else { throw DecisionRefused(message: "it is being settled right now") }
        payment.lease.fence += 1
        let before = payment.state
        note(.decidedByHand, by: name, at: now, ["as": paid ? "paid" : "declined", "reason": words])
        raise(.decidedByHand, at: now)
        if paid {
            payment.paid = payment.amount
            payment.paidAt = now
            move(to: .paid, by: name, at: now)
            if payment.superseded != nil || payment.verdict == .notPaid {
                giveBack(at: now)
            } else {
                payment.holdsOrder = true
            }
            announcePaid(after: before, at: now)
        } else {
            payment.holdsOrder = false
            move(to: .declined, by: name, at: now, reason: .init(code: "", message: words))
        }
        planNextLook(at: now)
    }
}

/// An operator's decision that the payment does not need.
struct DecisionRefused: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
