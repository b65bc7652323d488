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

    public func keys(beginningWith prefix: String, limit: Int) async throws -> [PaymentKey] {
        try await read { rows in
            // Above all keys that begin so: a key's last letter is z.
            try DirectStatement("SELECT key FROM payments WHERE key >= ? AND key < ? ORDER BY key LIMIT ?", in: rows.db)
                .rows([prefix, prefix + "{", limit]) { columns in try columns.parsed { PaymentKey($0) } }
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
        try await read { rows in
            var due: [Payment] = []
            var last: AccountID? = nil
            // Account by account, so that one with a hundred thousand waiting costs no more than its first few.
            while let account = try rows.accountWithLooks(after: last) {
                due += try rows.payments(
                    where: """
                        instance = ? AND account = ? AND next_look <= ? AND lease_until <= ?
                        ORDER BY next_look LIMIT ?
                        """,
                    [account.instance, account.reference, now.milliseconds, now.milliseconds, limit]
                ).map(\.payment)
                last = account
            }
            return due.sorted { ($0.nextLook ?? now) < ($1.nextLook ?? now) }
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

extension PaymentRows {
    /// The accounts that have payments to look at, due or not, one by one: a step along the index of looks each.
    fileprivate func accountWithLooks(after last: AccountID?) throws -> AccountID? {
        try DirectStatement(
            """
            SELECT instance, account FROM payments
            WHERE next_look IS NOT NULL AND (instance, account) > (?, ?) ORDER BY instance, account LIMIT 1
            """,
            in: db
        ).first([last?.instance ?? "", last?.reference ?? ""]) {
            AccountID(instance: $0.value(), reference: $0.value())
        }
    }
}
