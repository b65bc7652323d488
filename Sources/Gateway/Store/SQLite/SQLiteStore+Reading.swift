import Foundation
import GRDB
import ProviderKit

/// Questions. Each reads one snapshot of the database beside the writer, and never waits for it.
extension SQLiteStore {
    func read<Value: Sendable>(_ body: @escaping @Sendable (PaymentRows) throws -> Value) async throws -> Value {
        try await pool.read { [keys] db in try body(PaymentRows(db: db, keys: keys)) }
    }

    public func payment(_ key: PaymentKey) async throws -> Payment? {
        try await read { try $0.payments(where: "key = ?", [key.text]).first?.payment }
    }

    public func payments(orderNumber: String) async throws -> [Payment] {
        try await read {
            try $0.payments(where: "order_number = ? ORDER BY opened DESC, id DESC", [orderNumber]).map(\.payment)
        }
    }

    public func payment(reference: String, instance: String, account: String) async throws -> Payment? {
        try await read {
            try $0.payments(
                where: """
                    id = (
                        SELECT payment_id FROM payment_references
                        WHERE instance = ? AND account = ? AND reference = ?)
                    """,
                [instance, account, reference]
            ).first?.payment
        }
    }

    public func cancellations(of key: PaymentKey) async throws -> [CancellationEntry] {
        try await read { try $0.cancellations(of: key) }
    }

    public func story(of key: PaymentKey) async throws -> PaymentStory {
        try await read { try $0.story(of: key) }
    }

    public func latestEvidence(of key: PaymentKey) async throws -> Evidence? {
        try await read { try $0.latestEvidence(of: key) }
    }

    public func dueLooks(at now: Timestamp, limit: Int) async throws -> [Payment] {
        try await read {
            try $0.payments(
                where: """
                    key IN (
                        SELECT key FROM (
                            SELECT key, ROW_NUMBER() OVER (PARTITION BY instance, account ORDER BY next_look) AS place
                            FROM payments WHERE next_look <= ? AND lease_until <= ?)
                        WHERE place <= ?)
                    ORDER BY next_look
                    """,
                [now.milliseconds, now.milliseconds, limit]
            ).map(\.payment)
        }
    }

    public func dueCancellations(at now: Timestamp, limit: Int) async throws -> [(PaymentKey, CancellationEntry)] {
        try await read { rows in
            try DirectStatement(
                """
                SELECT payment_key, \(CancellationColumns.all) FROM (
                    SELECT cancellations.*,
                        ROW_NUMBER() OVER (PARTITION BY instance, account ORDER BY next_attempt) AS place
                    FROM cancellations JOIN payments ON payments.key = payment_key
                    WHERE next_attempt <= ? AND lease_until <= ? AND NOT EXISTS (
                        SELECT 1 FROM cancellations AS earlier
                        WHERE earlier.payment_key = cancellations.payment_key
                            AND earlier.position < cancellations.position AND earlier.kind = 'refund'
                            AND earlier.state IN ('reserved', 'submitting', 'unknown')))
                WHERE place <= ? ORDER BY next_attempt
                """,
                in: rows.db
            ).rows([now.milliseconds, now.milliseconds, limit]) { columns in
                let key = try columns.parsed { PaymentKey($0) }
                return (key, try CancellationColumns.read(&columns, opening: rows.keys))
            }
        }
    }
}

/// What operators see.
extension SQLiteStore {
    public func list(_ filter: PaymentFilter, limit: Int) async throws -> [Payment] {
        var conditions = ["TRUE"]
        var arguments: DirectStatement.Values = []
        if let state = filter.state {
            conditions.append("state = ?")
            // SQLite takes the index only where the question repeats its condition.
            if ![.opened, .awaitingBuyer].contains(state) {
                conditions.append("state NOT IN ('opened', 'awaitingBuyer')")
            }
            arguments += [state.rawValue]
        }
        if let moment = filter.unreadBefore {
            conditions.append(
                """
                flow = 'synchronous' AND first_read IS NULL AND paid_at < ?
                AND state IN ('paid', 'partiallyCancelled') AND verdict <> 'notPaid' AND superseded IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM outbox
                    WHERE outbox.payment_key = payments.key AND kind = 'payment' AND outbox.state <> 'parked')
                """
            )
            arguments += [moment.milliseconds]
        }
        if let isTellable = filter.isTellable {
            conditions.append("notification_url IS \(isTellable ? "NOT NULL" : "NULL")")
        }
        if filter.flaggedOnly { conditions.append("flags <> ''") }
        arguments += [limit]
        let condition = conditions.joined(separator: " AND ") + " ORDER BY opened DESC, id DESC LIMIT ?"
        return try await read { [arguments] in try $0.payments(where: condition, arguments).map(\.payment) }
    }

    /// An opened payment, and one that waits for its buyer, always has a next look.
    public func openPayments() async throws -> [String: Int] {
        try await pool.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT instance, COUNT(*) FROM payments
                    WHERE key IN (
                        SELECT key FROM payments
                        WHERE state IN ('settling', 'pending', 'unknown')
                            AND state NOT IN ('opened', 'awaitingBuyer')
                        UNION SELECT key FROM payments WHERE next_look IS NOT NULL
                        UNION SELECT payment_key FROM cancellations WHERE state NOT IN ('done', 'refused'))
                    GROUP BY instance
                    """
            )
            var counts: [String: Int] = [:]
            while let row = try rows.next() { counts[row[0]] = row[1] }
            return counts
        }
    }

    public func refundablePayments(of instance: String) async throws -> Int {
        try await pool.read { db in
            // SQLite takes the index only where the question repeats its condition.
            try Int.fetchOne(
                db,
                sql: """
                    SELECT COUNT(*) FROM payments
                    WHERE state IN ('paid', 'partiallyCancelled') AND state NOT IN ('opened', 'awaitingBuyer')
                        AND instance = ? AND cancelled < paid
                    """,
                arguments: [instance]
            ) ?? 0
        }
    }
}
