import ProviderKit

/// Cafe24's cancellations. The hash is no idempotency key: two legal partial ones of equal amount have the same.
extension PaymentRecord {
    /// Decides which cancellation a request is, and reserves it if it is a new one.
    ///
    /// - Parameters:
    ///   - request: What is asked for.
    ///   - origin: Who asks.
    ///   - now: The time.
    /// - Returns: The decision; a new operation is reserved.
    mutating func requestCancellation(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) -> CancellationDecision {
        switch payment.state {
        case .pending: return requestVoid(request, origin: origin, at: now)
        case .settling, .unknown: return .refused(.undecided)
        case _ where payment.state.isDead:
            return closedBefore(request, origin: origin, at: now) ?? .refused(.notPaid)
        default: break
        }
        guard payment.state.wasPaid, payment.isConfirmable || origin == .operator else { return .refused(.notPaid) }
        if let earlier = repeated(request, origin: origin, at: now) { return earlier }
        if origin == .cafe24, let nothing = closeWhatIsGone(request, at: now) { return nothing }
        guard reserveRefund(request.amount, origin: origin, request: request, at: now),
            let operation = cancellations.last?.operation
        else { return .refused(.moreThanRemains(payment.remaining)) }
        return .operation(operation)
    }

    /// A request that repeats one not told is that one; one that repeats the cancellation that left nothing is that
    /// one, too. Only an equal partial one after one that was told is another refund.
    private mutating func repeated(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) -> CancellationDecision? {
        let equal = cancellations.indices.filter { index in
            let entry = cancellations[index]
            return entry.origin == origin && entry.counts && entry.amount == request.amount
        }
        if let untold = equal.first(where: { cancellations[$0].told == nil }) {
            join(untold, request, at: now)
            return .operation(cancellations[untold].operation)
        }
        guard payment.remaining.isZero, let last = equal.last, last == cancellations.lastIndex(where: \.counts) else {
            return nil
        }
        join(last, request, at: now)
        let entry = cancellations[last]
        return entry.state == .done ? .doneBefore : .operation(entry.operation)
    }

    /// A request for a deposit that is closed already.
    private mutating func closedBefore(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) -> CancellationDecision? {
        let isClosed = { (entry: CancellationEntry) in
            entry.kind == .void && entry.state == .done && entry.origin == origin
        }
        guard let void = cancellations.lastIndex(where: isClosed) else { return nil }
        join(void, request, at: now)
        let entry = cancellations[void]
        return entry.told == nil ? .operation(entry.operation) : .doneBefore
    }

    /// All of it went back without Cafe24, by an operator or at the PG, and the order is to be closed there too. Nothing
    /// is left to do, and nothing is sent.
    private mutating func closeWhatIsGone(_ request: CancellationRequest, at now: Timestamp) -> CancellationDecision? {
        guard payment.state == .cancelled, request.amount == payment.amount else { return nil }
        if let before = closedBefore(request, origin: .cafe24, at: now) { return before }
        reserveVoid(origin: .cafe24, request: request, at: now)
        guard let void = cancellations.indices.last, cancellations[void].kind == .void else { return nil }
        finish(void, as: .done, by: "gateway", at: now)
        return .operation(cancellations[void].operation)
    }

    /// Whoever asks by the asynchronous route is told by it, also where the request is one that the other route
    /// brought: then its notification is due now if the end is known. What was notified once is not notified again.
    private mutating func join(_ index: Int, _ request: CancellationRequest, at now: Timestamp) {
        let entry = cancellations[index]
        guard request.notificationURL != nil, !entry.isOver || entry.request?.notificationURL == nil else { return }
        cancellations[index].request = request
        cancellations[index].request?.bankAccount = request.bankAccount ?? entry.request?.bankAccount
        if entry.isOver { announceEnd(of: cancellations[index], at: now) }
        forgetWhatIsTold(at: now)
    }

    private mutating func requestVoid(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) -> CancellationDecision {
        guard request.amount == payment.amount else { return .refused(.notTheWhole) }
        reserveVoid(origin: origin, request: request, at: now)
        guard let void = cancellations.lastIndex(where: { $0.kind == .void }) else { return .refused(.notPaid) }
        join(void, request, at: now)
        return .operation(cancellations[void].operation)
    }
}

extension CancellationEntry {
    /// Whether it takes, or took, something off the paid amount.
    fileprivate var counts: Bool { kind == .refund && state != .refused }
}
