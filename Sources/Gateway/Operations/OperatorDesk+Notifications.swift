import ProviderKit

/// What malls are told.
extension OperatorDesk {
    /// What came of sending a notification again.
    public enum Replay: Sendable {
        /// A running `serve` sends it within a second.
        case due
        /// It is sent once the mall has taken an earlier one of the same payment.
        case behind(OutboxEntry)
    }

    /// Notifications to malls, the latest first.
    public func notifications(state: OutboxEntry.State?, limit: Int) async throws -> [OutboxEntry] {
        try await core.store.notifications(state: state, limit: limit)
    }

    /// Makes a notification due again.
    ///
    /// - Parameter id: Its number.
    /// - Returns: What it waits for; `nil` where there is none of that number.
    /// - Throws: The database's error.
    public func replay(_ id: Int64) async throws -> Replay? {
        guard let entry = try await core.store.notification(id),
            try await core.store.replayNotification(id, at: core.clock.now())
        else { return nil }
        // In order for each payment (ledger, rule 5).
        let earlier = try await core.store.notifications(of: entry.payment).first { $0.state == .waiting && $0.id < id }
        return earlier.map(Replay.behind) ?? .due
    }
}
