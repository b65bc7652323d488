import ProviderKit

/// Money on its way back, and payments that are closed.
extension PaymentRecord {
    /// How long a cancellation that got no clear answer rests before the PG is asked again; the last gap repeats.
    static let cancellationGaps: [Duration] = [
        .seconds(10), .seconds(60), .seconds(300), .seconds(1800), .seconds(7200),
    ]

    /// Sets an amount aside to go back. Nothing is sent yet.
    ///
    /// - Parameters:
    ///   - amount: At most what remains.
    ///   - origin: Who wants it.
    ///   - now: When it is due at the earliest.
    /// - Returns: `false` where more is asked for than remains; nothing was reserved then.
    @discardableResult
    mutating func reserveRefund(_ amount: Money, origin: CancellationEntry.Origin, at now: Timestamp) -> Bool {
        guard amount.currency == payment.amount.currency, amount.minorUnits > 0,
            amount.minorUnits <= payment.remaining.minorUnits
        else { return false }
        payment.reserved = Money(payment.reserved.minorUnits + amount.minorUnits, amount.currency)
        reserve(.refund, amount, origin: origin, at: now)
        return true
    }

    /// Plans to close an attempt that nobody has paid.
    mutating func reserveVoid(origin: CancellationEntry.Origin, at now: Timestamp) {
        guard !cancellations.contains(where: { $0.kind == .void && $0.state != .refused }) else { return }
        reserve(.void, .zero(payment.amount.currency), origin: origin, at: now)
    }

    private mutating func reserve(
        _ kind: CancellationEntry.Kind,
        _ amount: Money,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) {
        let operation = OperationID(from: SystemRandomSource())
        cancellations.append(
            CancellationEntry(
                kind,
                operation: operation,
                amount: amount,
                origin: origin,
                created: now,
                nextAttempt: now
            )
        )
        note(
            .cancellationReserved,
            by: "gateway",
            at: now,
            ["operation": operation.text, "kind": kind.rawValue, "amount": amount.text, "origin": origin.rawValue]
        )
    }

    /// Takes a cancellation up: from here on it may have been sent.
    ///
    /// - Parameters:
    ///   - operation: One of ``cancellations``.
    ///   - now: The time.
    ///   - lease: How long the PG may take.
    /// - Returns: What to ask the PG; `nil` where there is nothing to do, or somebody works on the payment.
    mutating func submit(_ operation: OperationID, at now: Timestamp, lease: Duration) -> Submission? {
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }),
            [.reserved, .submitting, .unknown].contains(cancellations[index].state), payment.lease.until <= now
        else { return nil }
        let isFirst = cancellations[index].state == .reserved
        if !isFirst { cancellations[index].wentUnanswered = true }
        cancellations[index].state = .submitting
        cancellations[index].attempts += 1
        cancellations[index].nextAttempt = now + lease
        takeLease(at: now, for: lease)
        note(.cancellationSubmitted, by: "gateway", at: now, ["operation": operation.text])
        let entry = cancellations[index]
        let before = remainder(before: entry)
        return Submission(
            payment: payment,
            fence: payment.lease.fence,
            isFirst: isFirst,
            entry: entry,
            cancellation: Cancellation(
                entry.kind == .void ? .void : .refund(entry.amount),
                operation: operation,
                remainingBefore: before,
                remainingAfter: Money(before.minorUnits - entry.amount.minorUnits, before.currency),
                reason: entry.origin.reason
            )
        )
    }

    /// What the PG counts as left before a cancellation. It has not heard of those that wait behind this one.
    private func remainder(before entry: CancellationEntry) -> Money {
        let gone = cancellations.filter { $0.mayBeGone && $0.operation != entry.operation }
        let left = payment.paid.minorUnits - payment.cancelled.minorUnits
        return Money(gone.reduce(left) { $0 - $1.amount.minorUnits }, payment.amount.currency)
    }

    /// A cancellation that is about to be sent.
    struct Submission: Sendable {
        let payment: Payment
        let fence: Int64
        /// Whether nothing was sent for it before.
        let isFirst: Bool
        let entry: CancellationEntry
        let cancellation: Cancellation
    }

    /// The PG answered a cancellation.
    mutating func settle(_ operation: OperationID, _ outcome: CancellationOutcome, fence: Int64, at now: Timestamp)
        throws
    {
        try dropLease(fence, at: now)
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }) else { return }
        switch outcome {
        case .done(let reference):
            cancellations[index].providerReference = reference ?? cancellations[index].providerReference
            finish(index, as: .done, at: now)
        case .pending(let reference):
            cancellations[index].providerReference = reference ?? cancellations[index].providerReference
            cancellations[index].state = .pending
            cancellations[index].nextAttempt = nil
            lookSoon(at: now)
        case .refused(let code, let message):
            cancellations[index].reason = .init(code: code, message: message)
            finish(index, as: .refused, at: now)
        case .alreadyPaid:
            cancellations[index].reason = .init(code: "", message: "was paid before it could be closed")
            finish(index, as: .refused, at: now)
            lookSoon(at: now)
        }
    }

    /// The PG gave no answer to build on.
    mutating func postpone(_ operation: OperationID, _ error: ProviderError, fence: Int64, at now: Timestamp) throws {
        try dropLease(fence, at: now)
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }) else { return }
        let gap = Self.cancellationGaps[min(cancellations[index].attempts, Self.cancellationGaps.count) - 1]
        cancellations[index].nextAttempt = now + gap
        cancellations[index].reason = .init(code: error.code.rawValue, message: error.message)
        if error.code == .configuration { raise(.misconfigured, at: now) }
        switch error.code {
        case .temporary where !cancellations[index].wentUnanswered:
            cancellations[index].state = .reserved
        case .temporary, .unknown, .conflict, .rejectedMessage:
            cancellations[index].state = .unknown
            if cancellations[index].origin == .giveBack { raise(.giveBackFailed, at: now) }
        case .configuration where cancellations[index].wentUnanswered:
            cancellations[index].state = .unknown
        case .configuration, .invalidRequest:
            finish(index, as: .refused, at: now)
        }
    }

    /// Ends a cancellation, moves its amount from reserved to cancelled or frees it, and lets the state follow.
    mutating func finish(_ index: Int, as state: CancellationEntry.State, at now: Timestamp) {
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
        var facts = ["operation": entry.operation.text, "result": state.rawValue, "amount": entry.amount.text]
        facts["message"] = cancellations[index].reason?.message
        note(.cancellationSettled, by: "pg", at: now, facts)
        if state == .refused, entry.kind == .refund, entry.origin == .giveBack { raise(.giveBackFailed, at: now) }
        if state == .done { followCancellation(entry, at: now) }
    }

    private mutating func followCancellation(_ entry: CancellationEntry, at now: Timestamp) {
        if entry.kind == .void {
            payment.nextLook = nil
            guard [.awaitingBuyer, .pending].contains(payment.state) else { return }
            payment.holdsOrder = false
            move(to: .expired, by: "gateway", at: now)
        } else {
            followTotals(at: now)
        }
    }

    /// Lets the state of a paid payment follow its totals.
    mutating func followTotals(at now: Timestamp) {
        guard payment.state.wasPaid else { return }
        let state: PaymentState =
            switch payment.cancelled.minorUnits {
            case payment.paid.minorUnits: .cancelled
            case 0: .paid
            default: .partiallyCancelled
            }
        move(to: state, by: "pg", at: now)
    }

    private mutating func lookSoon(at now: Timestamp) {
        payment.lastSign = now
        payment.nextLook = now
    }
}

extension CancellationEntry.Origin {
    /// What the PG is told.
    fileprivate var reason: String {
        switch self {
        case .giveBack: "paid after the order had failed"
        case .superseded: "replaced by another attempt"
        case .provider: "made at the payment company"
        case .cafe24: "cancelled by the shop"
        case .operator: "cancelled by the operator"
        }
    }
}
