import ProviderKit

/// What an operator knows, and the gateway cannot find out.
extension PaymentRecord {
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
            endVoids(ofPaidBy: name, at: now)
            payment.paid = payment.amount
            payment.paidAt = now
            move(to: .paid, by: name, at: now)
            keepOrGiveBack(at: now)
            announcePaid(after: before, at: now)
        } else {
            payment.holdsOrder = false
            move(to: .declined, by: name, at: now, reason: .init(code: "", message: words))
            forgetGiveBack(at: now)
        }
        planNextLook(at: now)
    }

    /// An operator says how a cancellation ended. Everything follows as from the PG's word: the counters, the state,
    /// what the mall is told, and the turn of those that waited behind it.
    ///
    /// - Parameters:
    ///   - operation: One of ``cancellations`` whose end is not known.
    ///   - done: Whether the money went back, or the attempt was closed.
    ///   - name: Who decides.
    ///   - words: Why. They stay in the story; the mall hears only that it was refused.
    ///   - now: The time.
    /// - Throws: ``DecisionRefused`` where there is no such cancellation, its end is known, or somebody works on the
    ///   payment.
    mutating func decide(
        _ operation: OperationID,
        done: Bool,
        by name: String,
        because words: String,
        at now: Timestamp
    ) throws {
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }) else {
            throw DecisionRefused(message: "the payment has no cancellation \(operation)")
        }
        guard !cancellations[index].isOver else {
            throw DecisionRefused(message: "its end is known: \(cancellations[index].state.rawValue)")
        }
        guard payment.lease.until <= now else { throw DecisionRefused(message: "it is being settled right now") }
        // Whoever asked the PG before comes back too late.
        payment.lease.fence += 1
        let decision: CancellationEntry.State = done ? .done : .refused
        note(
            .decidedByHand,
            by: name,
            at: now,
            ["operation": operation.text, "as": decision.rawValue, "reason": words]
        )
        raise(.decidedByHand, at: now)
        cancellations[index].reason = nil
        finish(index, as: decision, by: name, at: now)
    }
}

/// An operator's decision that the payment does not need.
struct DecisionRefused: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
