import GRDB
import ProviderKit

/// Lists without what cannot be opened.
extension PaymentRows {
    /// Payments by a condition, with their references; only those that can be worked with.
    ///
    /// - Parameters:
    ///   - condition: SQL of this program's own; values are question marks.
    ///   - arguments: The values.
    ///   - limit: The most to return.
    ///   - closed: Hears of the others.
    /// - Returns: The payments.
    /// - Throws: The database's error.
    func openable(
        where condition: String,
        _ arguments: DirectStatement.Values,
        atMost limit: Int,
        _ closed: ClosedPayments
    ) throws -> [Payment] {
        let found = try DirectStatement("\(PaymentColumns.select) WHERE \(condition)", in: db)
            .rows(arguments, atMost: limit) { columns in
                var row = columns
                let key = try PaymentColumns.key(in: &columns)
                return try closed.passing(over: key) {
                    _ = try cancellations(of: key)
                    return try PaymentColumns.read(&row, opening: keys)
                }
            }
        return try found.map { row in
            var payment = row.payment
            payment.references = try references(of: row.id)
            return payment
        }
    }

    /// A payment, if it is there and can be worked with.
    func openable(_ key: PaymentKey, _ closed: ClosedPayments) throws -> Payment? {
        try closed.passing(over: key) {
            _ = try cancellations(of: key)
            return try load(key)?.payment
        } ?? nil
    }
}
