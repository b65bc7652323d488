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
        case .expired where cancellations.contains { $0.kind == .void && $0.state == .done && $0.origin == origin }:
            return .doneBefore
        default: break
        }
        guard payment.state.wasPaid, payment.isConfirmable || origin == .operator else { return .refused(.notPaid) }
        if let earlier = repeated(request, origin: origin) { return earlier }
        guard reserveRefund(request.amount, origin: origin, request: request, at: now),
            let operation = cancellations.last?.operation
        else { return .refused(.moreThanRemains(payment.remaining)) }
        return .operation(operation)
    }

    /// A request that repeats one not told is that one; one that repeats the cancellation that left nothing is that
    /// one, too. Only an equal partial one after one that was told is another refund.
    private func repeated(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin
    ) -> CancellationDecision? {
        let equal = cancellations.filter {
            $0.origin == origin && $0.kind == .refund && $0.amount == request.amount && $0.state != .refused
        }
        if let untold = equal.first(where: { $0.told == nil }) { return .operation(untold.operation) }
        guard payment.remaining.isZero, let last = equal.last,
            last.operation == cancellations.last(where: \.counts)?.operation
        else { return nil }
        return last.state == .done ? .doneBefore : .operation(last.operation)
    }

    private mutating func requestVoid(
        _ request: CancellationRequest,
        origin: CancellationEntry.Origin,
        at now: Timestamp
    ) -> CancellationDecision {
        guard request.amount == payment.amount else { return .refused(.notTheWhole) }
        reserveVoid(origin: origin, request: request, at: now)
        guard let void = cancellations.last(where: { $0.kind == .void }) else { return .refused(.notPaid) }
        return .operation(void.operation)
    }

    /// The answer to a cancellation was written to a connection that was still open.
    mutating func cancellationTold(_ operation: OperationID, at now: Timestamp) {
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }),
            cancellations[index].told == nil
        else { return }
        cancellations[index].told = now
    }
}

extension CancellationEntry {
    /// Whether it takes, or took, something off the paid amount.
    fileprivate var counts: Bool { kind == .refund && state != .refused }
}
