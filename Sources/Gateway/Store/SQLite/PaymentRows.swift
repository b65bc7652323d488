import Foundation
import GRDB
import ProviderKit

/// Payments in the tables, as one transaction sees them.
struct PaymentRows {
    let db: Database
    let keys: SealingKeys

    /// A payment as it was loaded, to be compared with what a rule made of it.
    struct Loaded {
        let payment: Payment
        let cancellations: [CancellationEntry]
        let chain: ChainEnd
    }

    func load(_ key: PaymentKey) throws -> Loaded? {
        let rows = try payments(where: "key = ?", [key.text])
        guard let (payment, chain) = rows.first else { return nil }
        return Loaded(payment: payment, cancellations: try cancellations(of: key), chain: chain)
    }

    /// The attempts of an order, the latest first.
    func attempts(of order: OrderID) throws -> [Payment] {
        try payments(
            where: "order_number = ? AND mall = ? AND shop = ? ORDER BY opened DESC, id DESC",
            [order.number, order.mall, order.shop]
        ).map(\.payment)
    }

    /// Payments by a condition, with their references.
    ///
    /// - Parameters:
    ///   - condition: SQL of this program's own; values are question marks.
    ///   - arguments: The values.
    /// - Returns: The payments with the ends of their stories.
    /// - Throws: The database's error, ``UnreadableRow`` or ``SealBroken``.
    func payments(
        where condition: String,
        _ arguments: StatementArguments = []
    ) throws -> [(payment: Payment, chain: ChainEnd)] {
        let statement = try db.cachedStatement(sql: "\(PaymentColumns.select) WHERE \(condition)")
        var found: [(payment: Payment, chain: ChainEnd)] = []
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            found.append(try PaymentColumns.read(row, opening: keys))
        }
        for index in found.indices {
            found[index].payment.references = try references(of: found[index].payment.key)
        }
        return found
    }

    private func references(of key: PaymentKey) throws -> [String] {
        let statement = try db.cachedStatement(
            sql: "SELECT reference FROM payment_references WHERE payment_key = ? ORDER BY position"
        )
        return try String.fetchAll(statement, arguments: [key.text])
    }

    func cancellations(of key: PaymentKey) throws -> [CancellationEntry] {
        let statement = try db.cachedStatement(sql: CancellationColumns.select)
        let rows = try Row.fetchCursor(statement, arguments: [key.text])
        var entries: [CancellationEntry] = []
        while let row = try rows.next() {
            var columns = ColumnReader(row)
            entries.append(try CancellationColumns.read(&columns))
        }
        return entries
    }

    /// Runs a cached statement.
    func run(_ sql: String, _ values: PaymentColumns.Values) throws {
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
}
