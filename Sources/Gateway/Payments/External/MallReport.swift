import ProviderKit

/// Whether the mall could be told of a payment, before its buyer is sent home (contract, B4 and B5).
///
/// The courier tells it, and goes on trying; this only looks how the first attempt went.
struct MallReport: Sendable {
    let store: any MessageStore
    let signals: PaymentSignals
    let undertakings: Undertakings
    let clock: any ProviderClock

    /// A delivery takes 10 s at most, and begins with the courier's next turn. A mall that was not asked by then has
    /// not refused.
    static let patience = Duration.seconds(12)

    /// Waits for the first attempt.
    ///
    /// - Returns: Whether the mall did not take it. What it took later on counts as taken.
    /// - Throws: The database's error, or `CancellationError`.
    func hasFailed(for payment: Payment) async throws -> Bool {
        let end = clock.now() + Self.patience
        while true {
            let open = try await store.notifications(of: payment.key).filter {
                $0.notification.kind == .payment && $0.state != .delivered
            }
            if open.isEmpty { return false }
            if open.contains(where: { $0.attempts > 0 }) { return true }
            guard clock.now() < end, !undertakings.isClosing else { return false }
            try await signals.wait(for: payment.key)
        }
    }
}
