import GRDB
import ProviderKit

/// The columns of `cancellations`: how they are bound and read, in one order.
enum CancellationColumns {
    static let all = """
        operation, kind, amount, currency, origin, created, \
        state, attempts, went_unanswered, next_attempt, provider_reference, reason_code, reason_message
        """
    static let select = "SELECT \(all) FROM cancellations WHERE payment_key = ? ORDER BY position"
    static let insert = """
        INSERT INTO cancellations (payment_key, position, \(all)) VALUES (?,?, ?,?,?,?,?,?, ?,?,?,?,?,?,?)
        """
    static let update = """
        UPDATE cancellations
        SET (state, attempts, went_unanswered, next_attempt, provider_reference, reason_code, reason_message) = (?,?,?,?,?,?,?)
        WHERE operation = ?
        """

    static func fixed(_ entry: CancellationEntry) -> PaymentColumns.Values {
        [
            entry.operation.text, entry.kind.rawValue, entry.amount.minorUnits, entry.amount.currency.code,
            entry.origin.rawValue, entry.created.milliseconds,
        ]
    }

    static func changing(_ entry: CancellationEntry) -> PaymentColumns.Values {
        [
            entry.state.rawValue, entry.attempts, entry.wentUnanswered, entry.nextAttempt?.milliseconds,
            entry.providerReference, entry.reason?.code, entry.reason?.message,
        ]
    }

    static func read(_ columns: inout ColumnReader) throws -> CancellationEntry {
        let operation = try columns.parsed { OperationID($0) }
        let kind = try columns.parsed(CancellationEntry.Kind.init)
        let minorUnits: Int64 = columns.value()
        let currency = try columns.parsed(Currency.init(code:))
        let origin = try columns.parsed(CancellationEntry.Origin.init)
        let created = columns.moment()
        let state = try columns.parsed(CancellationEntry.State.init)
        var entry = CancellationEntry(
            kind,
            operation: operation,
            amount: Money(minorUnits, currency),
            origin: origin,
            state: state,
            created: created,
            nextAttempt: nil
        )
        entry.attempts = columns.value()
        entry.wentUnanswered = columns.value()
        entry.nextAttempt = columns.optionalMoment()
        entry.providerReference = columns.optional()
        entry.reason = columns.reason()
        return entry
    }
}
