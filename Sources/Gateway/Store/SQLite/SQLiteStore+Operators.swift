import GRDB
import ProviderKit

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
            conditions.append(Self.isUnread)
            arguments += [moment.milliseconds]
        }
        if let isTellable = filter.isTellable {
            // Once is enough: what is parked is sent again by hand.
            conditions.append(
                isTellable
                    ? "notification_url IS NOT NULL AND NOT EXISTS (\(Self.notices))" : "notification_url IS NULL"
            )
        }
        if filter.flaggedOnly { conditions.append(Self.isFlagged) }
        arguments += [limit]
        let condition = conditions.joined(separator: " AND ") + " ORDER BY opened DESC, id DESC LIMIT ?"
        return try await read { [arguments, closed] in
            try $0.openable(where: condition, arguments, atMost: limit, closed)
        }
    }

    private static let isFlagged = "flags <> ''"
    private static let notices =
        "SELECT 1 FROM outbox WHERE outbox.payment_key = payments.key AND outbox.kind = 'payment'"
    /// Paid before the moment that is its one argument. What Cafe24 has cancelled some of, it knows to be paid.
    private static let isUnread = """
        flow = 'synchronous' AND first_read IS NULL AND paid_at < ?
        AND state IN ('paid', 'partiallyCancelled') AND verdict <> 'notPaid' AND superseded IS NULL
        AND NOT EXISTS (\(notices) AND outbox.state <> 'parked')
        AND NOT EXISTS (SELECT 1 FROM cancellations WHERE payment_key = payments.key AND origin = 'cafe24')
        """

    public func tally(unreadBefore moment: Timestamp) async throws -> Tally {
        try await read { rows in
            func count(_ condition: String, _ arguments: DirectStatement.Values = []) throws -> Int {
                try DirectStatement("SELECT count(*) FROM \(condition)", in: rows.db).first(arguments) { $0.value() }
                    ?? 0
            }
            return Tally(
                unread: try count("payments WHERE \(Self.isUnread)", [moment.milliseconds]),
                flagged: try count("payments WHERE \(Self.isFlagged)"),
                waiting: try count("outbox WHERE state = 'waiting'"),
                parked: try count("outbox WHERE state = 'parked'")
            )
        }
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
