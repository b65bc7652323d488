import ProviderKit

/// What Cafe24 is told of a payment, which binds the gateway (ledger, rule 11).
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
        closeWhatMustNotCome(at: now)
        return (payment.verdict, false)
    }

    /// Writes down late that a buyer was sent on with "not paid". Money that was found meanwhile goes back.
    mutating func wasToldNotPaid(at now: Timestamp) {
        guard payment.verdict == .none else { return }
        payment.verdict = .notPaid
        note(.verdictGiven, by: "gateway", at: now, ["verdict": payment.verdict.rawValue, "written": "late"])
        payment.holdsOrder = payment.holdsOrder && !payment.state.isDead
        if payment.state.wasPaid { giveBack(at: now) }
        closeWhatMustNotCome(at: now)
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
}
