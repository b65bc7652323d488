import ProviderKit

/// Cancellations on their way to the PG, one after another in the order of their reservation (ledger, rule 4).
///
/// Each is told what the PG should count as left before and after it, so one whose fate nobody knows holds up those
/// behind it: sent all the same, they would name a wrong remainder. One that the PG has accepted holds up nobody,
/// though its result is to come: the PG counts it already, and its result may take days.
extension PaymentRecord {
    /// Takes a cancellation up: from here on it may have been sent.
    ///
    /// - Parameters:
    ///   - operation: One of ``cancellations``.
    ///   - now: The time.
    ///   - lease: How long the PG may take.
    /// - Returns: What to ask the PG; `nil` where there is nothing to do, an earlier one is first, or somebody works on
    ///   the payment.
    mutating func submit(_ operation: OperationID, at now: Timestamp, lease: Duration) -> Submission? {
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }),
            [.reserved, .submitting, .unknown].contains(cancellations[index].state), payment.lease.until <= now,
            !cancellations[..<index].contains(where: \.holdsUpOthers)
        else { return nil }
        let isFirst = cancellations[index].state == .reserved
        // What surely never reached the PG has no key there yet: its next sending is the first again.
        if isFirst { cancellations[index].firstSent = now } else { cancellations[index].wentUnanswered = true }
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
            others: amountsGone(beside: entry),
            cancellation: Cancellation(
                entry.kind == .void ? .void : .refund(entry.amount),
                operation: operation,
                remainingBefore: before,
                remainingAfter: Money(before.minorUnits - entry.amount.minorUnits, before.currency),
                reason: entry.origin.reason,
                bankAccount: entry.request?.bankAccount
            )
        )
    }

    /// Nobody may be asked about it for now. It leaves the line of what is due, so that it keeps nothing else waiting.
    mutating func putOff(_ operation: OperationID, at now: Timestamp) {
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }),
            let due = cancellations[index].nextAttempt, due <= now, payment.lease.until <= now
        else { return }
        cancellations[index].nextAttempt = now + Self.cancellationGaps[0]
    }

    /// The cancellation that is to be sent now that the one before has an answer.
    func nextInLine(at now: Timestamp) -> OperationID? {
        guard let next = cancellations.first(where: \.holdsUpOthers), let due = next.nextAttempt, due <= now else {
            return nil
        }
        return next.operation
    }

    /// What the PG counts as left before a cancellation. It has not heard of those that wait behind this one.
    private func remainder(before entry: CancellationEntry) -> Money {
        let left = payment.paid.minorUnits - payment.cancelled.minorUnits
        return Money(amountsGone(beside: entry).reduce(left, -), payment.amount.currency)
    }

    /// What the PG may count as given back already, besides one cancellation; in minor units.
    func amountsGone(beside entry: CancellationEntry) -> [Int64] {
        cancellations.filter { $0.mayBeGone && $0.operation != entry.operation }.map(\.amount.minorUnits)
    }

    /// A cancellation that is about to be sent.
    struct Submission: Sendable {
        let payment: Payment
        let fence: Int64
        /// Whether nothing was sent for it before.
        let isFirst: Bool
        let entry: CancellationEntry
        /// What else the PG may count as given back; in minor units.
        let others: [Int64]
        let cancellation: Cancellation
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
