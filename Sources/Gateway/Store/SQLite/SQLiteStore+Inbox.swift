import Foundation
import GRDB
import ProviderKit

/// Webhooks that were stored before they were acknowledged.
extension SQLiteStore {
    public func receive(
        _ message: InboundMessage,
        about key: PaymentKey,
        deduplicationKey: String,
        at now: Timestamp,
        due: Timestamp
    ) async throws -> Int64? {
        let sealed = try keys.seal(try JSONEncoder().encode(message), context: Self.sealContext(key))
        return try await writer.write { db in
            try db.execute(
                literal: """
                    INSERT INTO inbox (payment_key, deduplication_key, received, sealed, attempts, next_attempt)
                    SELECT \(key.text), \(deduplicationKey), \(now.milliseconds), \(sealed), 0, \(due.milliseconds)
                    WHERE (SELECT count(*) FROM inbox WHERE payment_key = \(key.text)) < \(InboxEntry.most)
                    ON CONFLICT (payment_key, deduplication_key) DO NOTHING
                    """
            )
            return db.changesCount == 1 ? db.lastInsertedRowID : nil
        }
    }

    public func takeInbox(
        at now: Timestamp,
        until: Timestamp,
        notOf busyInstances: Set<String>,
        limit: Int
    ) async throws -> [InboxEntry] {
        // Nearly always there is nothing to take, and a question does not wait for the writer.
        let due = try await dueInbox(at: now, notOf: busyInstances.sorted(), limit: limit)
        guard !due.isEmpty else { return [] }
        return try await writer.write { db in
            try due.filter { entry in
                try db.execute(
                    literal: """
                        UPDATE inbox SET next_attempt = \(until.milliseconds)
                        WHERE id = \(entry.id) AND next_attempt <= \(now.milliseconds)
                        """
                )
                return db.changesCount == 1
            }
        }
    }

    private func dueInbox(at now: Timestamp, notOf instances: [String], limit: Int) async throws -> [InboxEntry] {
        let marks = Array(repeating: "?", count: instances.count).joined(separator: ",")
        return try await read { [closed] rows in
            try DirectStatement(
                """
                SELECT inbox.id, payment_key, sealed, attempts FROM inbox JOIN payments ON key = payment_key
                WHERE next_attempt <= ? AND instance NOT IN (\(marks)) ORDER BY next_attempt
                """,
                in: rows.db
            ).rows([now.milliseconds] + instances.map { $0 as any ColumnValue }, atMost: limit) { columns in
                let id: Int64 = columns.value()
                let key = try columns.parsed { PaymentKey($0) }
                guard try rows.openable(key, closed) != nil else { return nil }
                return try closed.passing(over: key) {
                    let plain = try rows.keys.open(columns.value(), context: Self.sealContext(key))
                    let message = try JSONDecoder().decode(InboundMessage.self, from: plain)
                    return InboxEntry(id: id, payment: key, message: message, attempts: columns.value())
                }
            }
        }
    }

    public func settleInbox(_ id: Int64, again: Timestamp?) async throws {
        try await writer.write { db in
            try db.execute(
                literal: """
                    UPDATE inbox SET attempts = attempts + 1, next_attempt = \(again?.milliseconds) WHERE id = \(id)
                    """
            )
        }
    }

    public func putOffInbox(_ id: Int64, until: Timestamp) async throws {
        try await writer.write { db in
            try db.execute(literal: "UPDATE inbox SET next_attempt = \(until.milliseconds) WHERE id = \(id)")
        }
    }

    private static func sealContext(_ key: PaymentKey) -> String { "inbox/\(key.text)" }
}
