import ProviderKit

/// What the PG says now, taken in only where it is consistent (ledger, rule 2).
extension PaymentRecord {
    /// Takes in what the PG said and ends the claim.
    ///
    /// - Parameters:
    ///   - snapshot: What the PG says now.
    ///   - claim: The claim it was asked under.
    ///   - evidence: Why it was asked.
    ///   - proof: What an inquiry at this PG proves.
    ///   - now: The time.
    /// - Returns: The payment as it stands now.
    /// - Throws: ``StaleClaim``.
    mutating func apply(
        _ snapshot: PaymentSnapshot,
        _ claim: Claim,
        of evidence: Evidence,
        proof: InquiryProof,
        at now: Timestamp
    ) throws -> Payment {
        try dropLease(claim.fence, at: now)
        learn(from: snapshot, at: now)
        if let conflict = conflict(in: snapshot) {
            raise(.conflictingAmount, at: now)
            note(.conflict, by: "pg", at: now, ["paid": conflict.description, "due": payment.amount.description])
            if !payment.state.wasPaid {
                move(to: .unknown, by: "pg", at: now, reason: .init(code: "", message: "amount"))
            }
        } else {
            follow(snapshot, claim, of: evidence, proof: proof, at: now)
        }
        planNextLook(at: now)
        return payment
    }

    private mutating func learn(from snapshot: PaymentSnapshot, at now: Timestamp) {
        learn(references: snapshot.references)
        if snapshot.status != payment.providerStatus {
            note(.snapshot, by: "pg", at: now, ["status": snapshot.status.name, "paid": snapshot.paid.description])
        }
        payment.providerStatus = snapshot.status
        payment.moduleState = snapshot.state ?? payment.moduleState
        payment.transactionID = snapshot.transactionID ?? payment.transactionID
        payment.method = snapshot.method ?? payment.method
    }

    /// The amount the PG names, where it is not the one that is due.
    private func conflict(in snapshot: PaymentSnapshot) -> Money? {
        guard snapshot.paid.currency == payment.amount.currency else { return snapshot.paid }
        guard snapshot.status == .paid else { return nil }
        return snapshot.paid == payment.amount ? nil : snapshot.paid
    }

    /// The one place where the PG's word becomes the payment's state.
    private mutating func follow(
        _ snapshot: PaymentSnapshot,
        _ claim: Claim,
        of evidence: Evidence,
        proof: InquiryProof,
        at now: Timestamp
    ) {
        switch snapshot.status {
        case .paid:
            becomePaid(snapshot, after: claim.before, at: now)
        case .pending(let wait):
            becomePending(wait, after: claim.before, at: now)
        case .declined(let code, let message):
            end(as: .declined, reason: .init(code: code, message: message), at: now)
        case .abandoned:
            end(as: .abandoned, at: now)
        case .expired:
            end(as: .expired, at: now)
        case .reversed:
            end(as: .reversed, at: now)
        case .buyerActs:
            resume(claim.before, at: now)
        case .open:
            staysOpen(claim, of: evidence, proof: proof, at: now)
        case .absent:
            guard proof == .presenceAndAbsence else { return doubt("the PG knows no such payment", claim, at: now) }
            end(as: .abandoned, reason: .init(code: "", message: "unknown to the PG"), at: now)
        case .unknown(let words):
            doubt(words, claim, at: now)
        }
    }

    private mutating func becomePaid(_ snapshot: PaymentSnapshot, after before: PaymentState, at now: Timestamp) {
        let isNews = !payment.state.wasPaid
        payment.paid = snapshot.paid
        if isNews {
            payment.paidAt = now
            move(to: .paid, by: "pg", at: now)
        }
        takeInCancellations(of: snapshot, at: now)
        if isNews { askWhetherItMayStay(at: now) }
        followTotals(at: now)
        if isNews { announcePaid(after: before, at: now) }
    }

    /// Rule 11: money that came after Cafe24 was told "not paid", or to an attempt that lost its order, goes back.
    private mutating func askWhetherItMayStay(at now: Timestamp) {
        if payment.superseded == nil, payment.verdict != .notPaid {
            payment.holdsOrder = true
        } else {
            giveBack(at: now)
        }
    }

    /// Gives back all that is left and lets the order go, so that another attempt may be paid.
    mutating func giveBack(at now: Timestamp) {
        payment.holdsOrder = false
        reserveRefund(payment.remaining, origin: .giveBack, at: now)
    }

    private mutating func becomePending(
        _ wait: PaymentSnapshot.Pending,
        after before: PaymentState,
        at now: Timestamp
    ) {
        if payment.state.wasPaid {
            guard payment.state == .paid, wait == .deposit, payment.reserved.isZero else {
                return noteLate("pending", at: now)
            }
            payment.paid = .zero(payment.amount.currency)
            raise(.depositTakenBack, at: now)
        }
        move(to: .pending, by: "pg", at: now, reason: .init(code: "", message: wait.rawValue))
        if wait == .deposit, before != .pending { announceDeposit(at: now) }
    }

    /// Nothing was paid. What is already paid is not overwritten by such late news.
    private mutating func end(as state: PaymentState, reason: Payment.Reason? = nil, at now: Timestamp) {
        guard !payment.state.wasPaid else { return noteLate(state.rawValue, at: now) }
        payment.holdsOrder = false
        move(to: state, by: "pg", at: now, reason: reason)
    }

    /// The session is open and unpaid. A buyer who came back left it; an approval that came to nothing is over only
    /// where the PG's word proves that.
    private mutating func staysOpen(_ claim: Claim, of evidence: Evidence, proof: InquiryProof, at now: Timestamp) {
        switch (payment.state, evidence) {
        case (.settling, .returned) where claim.before != .unknown, (.awaitingBuyer, .returned):
            end(as: .abandoned, at: now)
        case (.settling, _), (.unknown, _):
            guard proof == .presenceAndAbsence else { return doubt("the PG says open", claim, at: now) }
            if payment.verdict == .notPaid { end(as: .abandoned, at: now) } else { resume(.awaitingBuyer, at: now) }
        case (.pending, _):
            resume(.awaitingBuyer, at: now)
        case (.paid, _), (.partiallyCancelled, _):
            noteLate("open", at: now)
        default:
            break
        }
    }

    private mutating func resume(_ before: PaymentState, at now: Timestamp) {
        guard !payment.state.wasPaid else { return noteLate("open", at: now) }
        move(to: before == .settling || before == .unknown ? .awaitingBuyer : before, by: "pg", at: now)
    }

    /// No answer to build on. What was sent stays unknown; where nothing was sent, nothing changes.
    private mutating func doubt(_ words: String, _ claim: Claim, at now: Timestamp) {
        note(.verifyFailed, by: "pg", at: now, ["message": words])
        guard !payment.state.wasPaid, claim.approval != nil || payment.state == .settling else { return }
        move(to: .unknown, by: "pg", at: now, reason: .init(code: "", message: words))
    }

    private mutating func noteLate(_ words: String, at now: Timestamp) {
        note(.lateNews, by: "pg", at: now, ["says": words, "stays": payment.state.rawValue])
    }

    /// The PG could not be asked, or not be understood; ends the claim.
    ///
    /// - Returns: The payment as it stands now.
    /// - Throws: ``StaleClaim``.
    mutating func verifyFailed(_ error: ProviderError, _ claim: Claim, at now: Timestamp) throws -> Payment {
        try dropLease(claim.fence, at: now)
        note(.verifyFailed, by: "pg", at: now, ["error": error.code.rawValue, "message": error.message])
        switch error.code {
        case .unknown, .conflict:
            doubt(error.message, claim, at: now)
        case .invalidRequest where claim.approval != nil && claim.before != .unknown:
            let reason = Payment.Reason(code: error.providerCode ?? "", message: error.message)
            end(as: .declined, reason: reason, at: now)
        case .temporary, .rejectedMessage, .configuration, .invalidRequest:
            if error.code == .configuration { raise(.misconfigured, at: now) }
            stepBack(claim, at: now)
        }
        if error.code == .rejectedMessage { forgetSign(of: claim) } else { planNextLook(at: now) }
        return payment
    }

    /// A message that nobody signed is no sign of life: anybody could put off the next look with it.
    private mutating func forgetSign(of claim: Claim) {
        payment.lastSign = claim.lastSign
        if payment.nextLook == claim.payment.nextLook { payment.nextLook = claim.nextLook }
    }

    /// Nothing came of this claim. What an earlier one may have sent stays unknown.
    private mutating func stepBack(_ claim: Claim, at now: Timestamp) {
        guard payment.state == .settling else { return }
        move(to: claim.before, by: "gateway", at: now)
    }

    /// Paid payments rest, and those whose session the PG has ended. A declined or abandoned one does not: the buyer may
    /// still pay in another tab.
    mutating func planNextLook(at now: Timestamp) {
        let hasPendingCancellation = cancellations.contains { [.pending, .unknown].contains($0.state) }
        let isOver = payment.state.wasPaid || [.expired, .reversed].contains(payment.state)
        if isOver, !hasPendingCancellation {
            payment.nextLook = nil
        } else {
            payment.nextLook = InquirySchedule.next(after: now, since: payment.lastSign, until: payment.expires)
            if payment.nextLook == nil, payment.state == .unknown || hasPendingCancellation {
                raise(.unresolved, at: now)
            }
        }
    }
}

extension PaymentSnapshot.Status {
    /// For the story.
    var name: String {
        switch self {
        case .open: "open"
        case .abandoned: "abandoned"
        case .pending(let wait): "pending (\(wait.rawValue))"
        case .paid: "paid"
        case .declined(let code, _): "declined (\(code))"
        case .buyerActs: "buyer acts"
        case .expired: "expired"
        case .reversed: "reversed"
        case .absent: "absent"
        case .unknown(let words): "unknown (\(words.prefix(40)))"
        }
    }
}
