import Foundation
import GRDB
import ProviderKit

/// A payment as it was loaded, to be compared with what a rule made of it.
struct PaymentRow {
    /// Its number in the tables. Numbers follow one another, so what is kept by number lies beside what its neighbours
    /// keep, on pages that the checkouts of one commit share; keys are random and fall on a page each.
    let id: Int64
    var payment: Payment
    let chain: ChainEnd
}

/// Payments in the tables, as one transaction sees them.
struct PaymentRows {
    let db: Database
    let keys: SealingKeys

    func load(_ key: PaymentKey) throws -> PaymentRow? { try payments(Self.byKey) { $0.add(key.text) }.first }

    /// Loads a payment, runs a rule on it, and writes what the rule made of it.
    func change<Result>(_ key: PaymentKey, _ rule: (inout PaymentRecord) throws -> Result) throws -> Result {
        guard let before = try load(key) else { throw StoreError.noSuchPayment }
        let cancellations = try cancellations(of: key)
        var record = PaymentRecord(before.payment, cancellations: cancellations)
        let result = try rule(&record)
        try save(record, over: before, cancellations)
        return result
    }

    /// The attempts of an order, the latest first.
    func attempts(of order: OrderID) throws -> [Payment] {
        try payments(Self.ofOrder) { row in
            row.add(order.number)
            row.add(order.mall)
            row.add(order.shop)
        }.map(\.payment)
    }

    // Every checkout asks these; the others are put together where they are asked.
    private static let byKey = "\(PaymentColumns.select) WHERE key = ?"
    private static let ofOrder = """
        \(PaymentColumns.select) WHERE order_number = ? AND mall = ? AND shop = ? ORDER BY opened DESC, id DESC
        """

    /// Payments by a condition, with their references.
    ///
    /// - Parameters:
    ///   - condition: SQL of this program's own; values are question marks.
    ///   - arguments: The values.
    /// - Returns: The payments with the ends of their stories.
    /// - Throws: The database's error, ``UnreadableRow`` or ``SealBroken``.
    func payments(where condition: String, _ arguments: DirectStatement.Values = []) throws -> [PaymentRow] {
        try payments("\(PaymentColumns.select) WHERE \(condition)") { row in
            for argument in arguments { row.add(argument) }
        }
    }

    private func payments(_ sql: String, _ bind: DirectStatement.Binding) throws -> [PaymentRow] {
        var found = try DirectStatement(sql, in: db).rows(bind) { try PaymentColumns.read(&$0, opening: keys) }
        for index in found.indices {
            found[index].payment.references = try references(of: found[index].id)
        }
        return found
    }

    func references(of id: Int64) throws -> [String] {
        try DirectStatement(
            "SELECT reference FROM payment_references WHERE payment_id = ? ORDER BY position",
            in: db
        ).rows([id]) { $0.value() }
    }

    func cancellations(of key: PaymentKey) throws -> [CancellationEntry] {
        try DirectStatement(CancellationColumns.select, in: db).rows([key.text]) {
            try CancellationColumns.read(&$0, opening: keys)
        }
    }

    func run(_ sql: String, _ values: DirectStatement.Values) throws {
        try DirectStatement(sql, in: db).run(values)
    }
}
