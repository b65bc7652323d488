import Foundation
import GRDB
import ProviderKit

/// What waits to be told to Cafe24.
extension PaymentRows {
    private static let columns = """
        id, payment_key, kind, url, amount, is_done, code, message, tid, method, extra_data, created, replayed, state, \
        attempts, next_attempt, trouble
        """

    /// Written with the change that causes it, and due at once.
    func announce(_ notification: MallNotification, of payment: Payment, at now: Timestamp) throws {
        try run(
            """
            INSERT INTO outbox (
                payment_key, kind, url, mall, amount, is_done, code, message, tid, method, extra_data, created, state,
                attempts, next_attempt)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,'waiting',0,?)
            """,
            [
                payment.key.text, notification.kind.rawValue, notification.url, payment.order.mall,
                notification.amount, notification.isDone, notification.code, notification.message, notification.tid,
                notification.method, notification.extraData, now.milliseconds, now.milliseconds,
            ]
        )
    }

    /// Notifications by a condition.
    ///
    /// - Parameters:
    ///   - condition: SQL of this program's own; values are question marks.
    ///   - arguments: The values.
    /// - Returns: The notifications.
    /// - Throws: The database's error or ``UnreadableRow``.
    func notifications(where condition: String, _ arguments: DirectStatement.Values) throws -> [OutboxEntry] {
        try DirectStatement("SELECT \(Self.columns) FROM outbox WHERE \(condition)", in: db)
            .rows(arguments) { try Self.read(&$0) }
    }

    private static func read(_ columns: inout ColumnReader) throws -> OutboxEntry {
        let id: Int64 = columns.value()
        let key = try columns.parsed { PaymentKey($0) }
        let notification = MallNotification(
            kind: try columns.parsed(MallNotification.Kind.init),
            url: columns.value(),
            amount: columns.value(),
            isDone: columns.value(),
            code: columns.value(),
            message: columns.value(),
            tid: columns.value(),
            method: columns.optional(),
            extraData: columns.optional()
        )
        return OutboxEntry(
            id: id,
            payment: key,
            notification: notification,
            created: columns.moment(),
            replayed: columns.optionalMoment(),
            state: try columns.parsed(OutboxEntry.State.init),
            attempts: columns.value(),
            nextAttempt: columns.optionalMoment(),
            trouble: columns.optional()
        )
    }
}
