import ProviderKit

/// What the PG's word makes of a payment's state; ``follow`` says which word leads where.
extension PaymentRecord {
    /// How long a deposit, a review or a capture is waited for where the PG names no end of it.
    private static let pendingLife = Duration.seconds(14 * 86_400)

    mutating func becomePaid(_ snapshot: PaymentSnapshot, after before: PaymentState, at now: Timestamp) {
        endVoids(ofPaid: snapshot, at: now)
        let isNews = !payment.state.wasPaid
        payment.paid = snapshot.paid
        if isNews {
            payment.paidAt = now
            move(to: .paid, by: "pg", at: now)
        }
        takeInCancellations(of: snapshot, at: now)
        if isNews { keepOrGiveBack(at: now) }
        followTotals(at: now)
        if isNews { announcePaid(after: before, at: now) }
    }

    /// Rule 11: money that came after Cafe24 was told "not paid", or to an attempt that lost its order, goes back.
    mutating func keepOrGiveBack(at now: Timestamp) {
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

    mutating func becomePending(
        _ wait: PaymentSnapshot.Pending,
        until deadline: Timestamp?,
        after before: PaymentState,
        at now: Timestamp
    ) {
        let isTakenBack = payment.state.wasPaid
        if isTakenBack {
            guard payment.state == .paid, wait == .deposit, payment.reserved.isZero else {
                return noteLate("pending", at: now)
            }
            payment.paid = .zero(payment.amount.currency)
            raise(.depositTakenBack, at: now)
        }
        // The session is over; what counts from now on is how long the money may take.
        // A later answer need not tell again when the account closes. A hold's time begins only when it is to be taken.
        let isKnown = before == .pending && wait != .capture
        let untold = isKnown ? payment.expires : payment.opened + Self.pendingLife
        if !payment.isHeldForReturn { payment.expires = max(payment.expires, deadline ?? untold) }
        // Whoever decided knew of it: it is no news until it is paid.
        guard !payment.isEndedByHand else { return noteLate("pending", at: now) }
        move(to: .pending, by: "pg", at: now, reason: .init(code: "", message: wait.rawValue))
        takeOrder()
        if wait == .deposit, before != .pending { announceDeposit(isTakenBack: isTakenBack, at: now) }
        refuseForgottenHold(at: now)
    }

    /// Of several senders' attempts one has the order, also while its money is on its way: the database refuses the
    /// others. What those wait for is closed, and the mall hears nothing of it.
    private mutating func takeOrder() {
        guard payment.sender != nil, payment.superseded == nil, payment.verdict != .notPaid else { return }
        payment.holdsOrder = true
    }

    /// Nothing was paid. What is already paid is not overwritten by such late news.
    mutating func end(as state: PaymentState, reason: Payment.Reason? = nil, at now: Timestamp) {
        guard !payment.state.wasPaid else { return noteLate(state.rawValue, at: now) }
        payment.holdsOrder = false
        move(to: state, by: "pg", at: now, reason: reason)
        forgetGiveBack(at: now)
    }

    /// The session is open and unpaid. A buyer who came back left it; an approval that came to nothing is over only
    /// where the PG's word proves that.
    mutating func staysOpen(_ claim: Claim, of evidence: Evidence, proof: InquiryProof, at now: Timestamp) {
        switch (payment.state, evidence) {
        case (.settling, .returned) where claim.before != .unknown, (.awaitingBuyer, .returned):
            end(as: .abandoned, at: now)
        case (.settling, _), (.unknown, _):
            guard proof == .presenceAndAbsence, !mayRepeatApproval(after: claim, of: evidence) else {
                return doubt("the PG says open", claim, at: now)
            }
            if payment.verdict == .notPaid { end(as: .abandoned, at: now) } else { resume(.awaitingBuyer, at: now) }
        case (.pending, _):
            resume(.awaitingBuyer, at: now)
        case (.paid, _), (.partiallyCancelled, _):
            noteLate("open", at: now)
        default:
            break
        }
    }

    mutating func resume(_ before: PaymentState, at now: Timestamp) {
        guard !payment.state.wasPaid else { return noteLate("open", at: now) }
        move(to: before == .settling || before == .unknown ? .awaitingBuyer : before, by: "pg", at: now)
    }

    mutating func noteLate(_ words: String, at now: Timestamp) {
        note(.lateNews, by: "pg", at: now, ["says": words, "stays": payment.state.rawValue])
    }
}
