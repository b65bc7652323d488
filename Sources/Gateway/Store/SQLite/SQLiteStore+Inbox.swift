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
                    VALUES (\(key.text), \(deduplicationKey), \(now.milliseconds), \(sealed), 0, \(due.milliseconds))
                    ON CONFLICT (payment_key, deduplication_key) DO NOTHING
                    """
            )
            return db.changesCount == 1 ? db.lastInsertedRowID : nil
        }
    }

    public func dueInbox(at now: Timestamp, limit: Int) async throws -> [InboxEntry] {
        try await read { [closed] rows in
            try DirectStatement(
                "SELECT id, payment_key, sealed, attempts FROM inbox WHERE next_attempt <= ? ORDER BY next_attempt",
                in: rows.db
            ).rows([now.milliseconds], atMost: limit) { columns in
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

    private static func sealContext(_ key: PaymentKey) -> String { "inbox/\(key.text)" }
}
