import GRDB
import ProviderKit

/// Notifications on their way to Cafe24.
extension SQLiteStore {
    public func takeNotifications(
        at now: Timestamp,
        lease: Duration,
        notTo busyMalls: Set<String>,
        limit: Int
    ) async throws -> [(entry: OutboxEntry, payment: Payment)] {
        // Nearly always there is nothing to take, and a question does not wait for the writer.
        guard try await read({ try !Self.due($0, now, notTo: busyMalls, limit: 1).isEmpty }) else { return [] }
        return try await writer.write { [keys, closed] db in
            let rows = PaymentRows(db: db, keys: keys)
            return try Self.due(rows, now, notTo: busyMalls, limit: limit).compactMap { entry in
                try rows.run(
                    "UPDATE outbox SET next_attempt = ? WHERE id = ?",
                    [(now + lease).milliseconds, entry.id]
                )
                guard let payment = try rows.openable(entry.payment, closed) else { return nil }
                return (entry, payment)
            }
        }
    }

    private static func due(
        _ rows: PaymentRows,
        _ now: Timestamp,
        notTo busyMalls: Set<String>,
        limit: Int
    ) throws -> [OutboxEntry] {
        // One text for any number of malls, so that one statement is kept prepared.
        let malls = "[\(busyMalls.map(JSONText.quoted).joined(separator: ","))]"
        return try rows.notifications(
            where: """
                state = 'waiting' AND next_attempt <= ? AND mall NOT IN (SELECT value FROM json_each(?))
                AND NOT EXISTS (
                    SELECT 1 FROM outbox AS earlier
                    WHERE earlier.payment_key = outbox.payment_key AND earlier.id < outbox.id
                        AND earlier.state = 'waiting')
                ORDER BY next_attempt LIMIT ?
                """,
            [now.milliseconds, malls, limit]
        )
    }

    public func recordDelivery(
        of entry: OutboxEntry,
        trouble: String?,
        next: Timestamp?,
        at now: Timestamp
    ) async throws {
        let state: OutboxEntry.State = trouble == nil ? .delivered : next == nil ? .parked : .waiting
        try await writer.write { [keys] db in
            let rows = PaymentRows(db: db, keys: keys)
            try rows.run(
                "UPDATE outbox SET (state, attempts, next_attempt, trouble) = (?,?,?,?) WHERE id = ?",
                [state.rawValue, entry.attempts + 1, trouble == nil ? nil : next?.milliseconds, trouble, entry.id]
            )
            guard state != .waiting else { return }
            try rows.change(entry.payment) { $0.notificationEnded(entry.notification, as: state, at: now) }
        }
    }

    public func notifications(state: OutboxEntry.State?, limit: Int) async throws -> [OutboxEntry] {
        try await read { rows in
            guard let state else { return try rows.notifications(where: "TRUE ORDER BY id DESC LIMIT ?", [limit]) }
            return try rows.notifications(where: "state = ? ORDER BY id DESC LIMIT ?", [state.rawValue, limit])
        }
    }

    public func notification(_ id: Int64) async throws -> OutboxEntry? {
        try await read { try $0.notifications(where: "id = ?", [id]).first }
    }

    public func notifications(of key: PaymentKey) async throws -> [OutboxEntry] {
        try await read { try $0.notifications(where: "payment_key = ? ORDER BY id", [key.text]) }
    }

    public func replayNotification(_ id: Int64, at now: Timestamp) async throws -> Bool {
        try await writer.write { db in
            try db.execute(
                literal: """
                    UPDATE outbox
                    SET state = 'waiting', attempts = 0, replayed = \(now.milliseconds),
                        next_attempt = \(now.milliseconds), trouble = NULL
                    WHERE id = \(id)
                    """
            )
            return db.changesCount == 1
        }
    }
}
