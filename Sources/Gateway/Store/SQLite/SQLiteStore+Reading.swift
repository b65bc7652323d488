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

    public func evidence(of key: PaymentKey) async throws -> [Evidence] {
        try await read { try $0.keptEvidence(of: key).map(\.evidence.evidence) }
    }

    public func dueLooks(at now: Timestamp, limit: Int) async throws -> [Payment] {
        try await read { [closed] rows in
            var due: [Payment] = []
            var last: AccountID? = nil
            // Account by account, so that one with a hundred thousand waiting costs no more than its first few.
            while let account = try rows.accountWithLooks(after: last) {
                due += try rows.openable(
                    where: "instance = ? AND account = ? AND next_look <= ? AND lease_until <= ? ORDER BY next_look",
                    [account.instance, account.reference, now.milliseconds, now.milliseconds],
                    atMost: limit,
                    closed
                )
                last = account
            }
            return due.sorted { ($0.nextLook ?? now) < ($1.nextLook ?? now) }
        }
    }

    public func dueCancellations(at now: Timestamp, limit: Int) async throws -> [(PaymentKey, CancellationEntry)] {
        try await read { [closed] rows in
            var counts: [AccountID: Int] = [:]
            return try DirectStatement(Self.dueCancellations, in: rows.db)
                .rows([now.milliseconds, now.milliseconds], atMost: .max) { columns in
                    let key = try columns.parsed { PaymentKey($0) }
                    let account = AccountID(instance: columns.value(), reference: columns.value())
                    guard counts[account, default: 0] < limit, try rows.openable(key, closed) != nil else { return nil }
                    counts[account, default: 0] += 1
                    return (key, try CancellationColumns.read(&columns, opening: rows.keys))
                }
        }
    }

    private static let dueCancellations = """
        SELECT payment_key, instance, account, \(CancellationColumns.all) FROM (
            SELECT cancellations.*, instance, account
            FROM cancellations JOIN payments ON payments.key = payment_key
            WHERE next_attempt <= ? AND lease_until <= ? AND NOT EXISTS (
                SELECT 1 FROM cancellations AS earlier
                WHERE earlier.payment_key = cancellations.payment_key
                    AND earlier.position < cancellations.position AND earlier.kind = 'refund'
                    AND earlier.state IN ('reserved', 'submitting', 'unknown')))
        ORDER BY next_attempt
        """
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
