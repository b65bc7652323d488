import ProviderKit

/// What Cafe24 was answered to a cancellation (ledger, rule 9).
extension PaymentRecord {
    /// The answer to a cancellation was written to a connection that was still open.
    ///
    /// - Parameters:
    ///   - operation: The cancellation.
    ///   - now: When the writing began; a request that was on its way by then was sent without knowing the answer.
    mutating func cancellationTold(_ operation: OperationID, at now: Timestamp) {
        guard let index = cancellations.firstIndex(where: { $0.operation == operation }),
            cancellations[index].told == nil
        else { return }
        cancellations[index].told = now
        forgetWhatIsTold(at: now)
    }

    /// Cafe24 was answered that a cancellation is not confirmed, or had gone when it was: the order stands there while
    /// its money goes back. A repeat would learn it, but nothing makes Cafe24 repeat.
    mutating func cancellationNotTold(_ operation: OperationID, at now: Timestamp) {
        let isOpen = cancellations.contains { $0.operation == operation && $0.isUntold }
        if isOpen { raise(.refundNotTold, at: now) }
    }

    /// Nothing is left that Cafe24 should know and was not told.
    mutating func forgetWhatIsTold(at now: Timestamp) {
        if !cancellations.contains(where: \.isUntold) { lower(.refundNotTold, at: now) }
    }
}

extension CancellationEntry {
    /// Whether only the answer to a request tells it to Cafe24, and none did. What was refused is no news: the order
    /// stands, as Cafe24 believes.
    fileprivate var isUntold: Bool {
        origin == .cafe24 && state != .refused && told == nil && request?.notificationURL == nil
    }
}
