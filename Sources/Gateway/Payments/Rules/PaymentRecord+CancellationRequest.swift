import ProviderKit

/// Cafe24's cancellations. The hash is no idempotency key: two legal partial ones of equal amount have the same.
extension PaymentRecord {
    /// Decides which cancellation a request is, and reserves it if it is a new one.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - origin: Who asks.
    ///   - arrived: When the head of the request was read: its sender knew nothing that was told later. Now unless given.
    ///   - now: The time.
    /// - Returns: The decision; a new operation is reserved.
    mutating func requestCancellation(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        arrived: Timestamp? = nil,
        at now: Timestamp
    ) -> CancellationDecision {
        switch payment.state {
        case .pending: return requestVoid(request, origin: origin, at: now)
        case .settling, .unknown: return .refused(.undecided)
        case _ where payment.state.isDead: return requestOfDead(request, at: now)
        default: break
        }
        guard payment.state.wasPaid, payment.isConfirmable || origin == .operator else { return .refused(.notPaid) }
        let untold = untold(request.amount, origin: origin, arrived: arrived ?? now, at: now)
        if let untold { return join(untold, request, at: now) }
        if origin == .cafe24, let nothing = closeWhatIsGone(request, at: now) { return nothing }
        if let last = emptying(request.amount, origin: origin) { return join(last, request, at: now) }
        guard reserveRefund(request.amount, origin: origin, request: request, at: now),
            let operation = cancellations.last?.operation
        else { return .refused(.moreThanRemains(payment.remaining)) }
        return .operation(operation)
    }

    /// A request that repeats one whose result its sender cannot know is that one.
    private func untold(
        _ amount: Money,
        origin: CancellationEntry.Origin,
        arrived: Timestamp,
        at now: Timestamp
    ) -> Int? {
        cancellations.firstIndex { entry in
            entry.counts && entry.origin == origin && entry.amount == amount
                && !entry.isKnown(toWhoeverAskedAt: arrived, now: now)
        }
    }

    /// One that repeats the cancellation that left nothing is that one, too. Only an equal partial one after one that
    /// was told is another refund.
    private func emptying(_ amount: Money, origin: CancellationEntry.Origin) -> Int? {
        guard payment.remaining.isZero, let last = cancellations.lastIndex(where: \.counts),
            cancellations[last].origin == origin, cancellations[last].amount == amount
        else { return nil }
        return last
    }
}
