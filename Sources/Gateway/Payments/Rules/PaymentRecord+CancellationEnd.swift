import ProviderKit

/// What the end of a cancellation makes of its payment.
extension PaymentRecord {
    /// Ends a cancellation, moves its amount from reserved to cancelled or frees it, and lets the state follow.
    ///
    /// - Parameters:
    ///   - index: Which one.
    ///   - state: Done or refused.
    ///   - by: Whose word it is, for the story.
    ///   - now: The time.
    mutating func finish(
        _ index: Int,
        as state: CancellationEntry.State,
        by: String = "pg",
        at now: Timestamp
    ) {
        let entry = cancellations[index]
        guard entry.state != state else { return }
        if entry.holdsReservation {
            payment.reserved = Money(payment.reserved.minorUnits - entry.amount.minorUnits, entry.amount.currency)
        }
        if state == .done {
            payment.cancelled = Money(payment.cancelled.minorUnits + entry.amount.minorUnits, entry.amount.currency)
        }
        cancellations[index].state = state
        cancellations[index].nextAttempt = nil
        // Why it was not done before is in the story.
        if state == .done { cancellations[index].reason = nil }
        var facts = ["operation": entry.operation.text, "result": state.rawValue, "amount": entry.amount.text]
        facts["message"] = cancellations[index].reason?.message
        note(.cancellationSettled, by: by, at: now, facts)
        if state == .refused, entry.kind == .refund, entry.origin == .giveBack { raise(.giveBackFailed, at: now) }
        if state == .done { followCancellation(entry, by: by, at: now) }
        announceEnd(of: cancellations[index], at: now)
        forgetWhatIsTold(at: now)
    }

    private mutating func followCancellation(_ entry: CancellationEntry, by: String, at now: Timestamp) {
        if entry.kind == .void {
            payment.nextLook = nil
            if [.awaitingBuyer, .pending].contains(payment.state) {
                payment.holdsOrder = false
                move(to: .expired, by: "gateway", at: now)
            }
            forgetGiveBack(at: now)
        } else {
            followTotals(by: by, at: now)
        }
    }

    /// Lets the state of a paid payment follow its totals.
    mutating func followTotals(by: String = "pg", at now: Timestamp) {
        guard payment.state.wasPaid else { return }
        let state: PaymentState =
            switch payment.cancelled.minorUnits {
            case payment.paid.minorUnits: .cancelled
            case 0: .paid
            default: .partiallyCancelled
            }
        move(to: state, by: by, at: now)
        forgetGiveBack(at: now)
    }

    /// Nothing is left that must not stay, whoever gave it back: an operator, or the PG's console; or it never came.
    mutating func forgetGiveBack(at now: Timestamp) {
        let isUnderWay = cancellations.contains { $0.origin == .giveBack && !$0.isOver }
        guard payment.state == .cancelled || payment.state.isDead, !isUnderWay else { return }
        lower(.giveBackFailed, at: now)
    }
}
