import Foundation
import GRDB
import ProviderKit

/// The columns of `cancellations`: how they are bound and read, in one order.
enum CancellationColumns {
    static let all = """
        operation, kind, amount, currency, origin, created, \
        amount_text, notification_url, bank_account, extra_data, \
        state, attempts, went_unanswered, next_attempt, provider_reference, reason_code, reason_message, told, \
        first_sent
        """
    static let select = "SELECT \(all) FROM cancellations WHERE payment_key = ? ORDER BY position"
    static let insert = """
        INSERT INTO cancellations (payment_key, position, \(all)) VALUES (?,?, ?,?,?,?,?,?, ?,?,?,?, ?,?,?,?,?,?,?,?,?)
        """
    static let update = """
        UPDATE cancellations
        SET (state, attempts, went_unanswered, next_attempt, provider_reference, reason_code, reason_message, told,
            first_sent) = (?,?,?,?,?,?,?,?,?)
        WHERE operation = ?
        """

    /// A repeat by another route may bring the address of its own.
    static let updateRequest = """
        UPDATE cancellations SET (amount_text, notification_url, bank_account, extra_data) = (?,?,?,?) WHERE operation = ?
        """

    static func fixed(_ entry: CancellationEntry) -> DirectStatement.Values {
        [
            entry.operation.text, entry.kind.rawValue, entry.amount.minorUnits, entry.amount.currency.code,
            entry.origin.rawValue, entry.created.milliseconds,
        ]
    }

    static func request(_ entry: CancellationEntry, sealing keys: SealingKeys) throws -> DirectStatement.Values {
        let account = try entry.request?.bankAccount.map {
            try keys.seal(Data(try columnJSON(KeptRefundAccount($0)).utf8), context: sealContext(entry.operation))
        }
        return [entry.request?.amountText, entry.request?.notificationURL, account, entry.request?.extraData]
    }

    /// A bank account opens only in the row it was written to.
    private static func sealContext(_ operation: OperationID) -> String { "refund account/\(operation.text)" }

    static func changing(_ entry: CancellationEntry) -> DirectStatement.Values {
        [
            entry.state.rawValue, entry.attempts, entry.wentUnanswered, entry.nextAttempt?.milliseconds,
            entry.providerReference, entry.reason?.code, entry.reason?.message, entry.told?.milliseconds,
            entry.firstSent?.milliseconds,
        ]
    }

    static func read(_ columns: inout ColumnReader, opening keys: SealingKeys) throws -> CancellationEntry {
        let operation = try columns.parsed { OperationID($0) }
        let kind = try columns.parsed(CancellationEntry.Kind.init)
        let minorUnits: Int64 = columns.value()
        let currency = try columns.parsed(Currency.init(code:))
        let origin = try columns.parsed(CancellationEntry.Origin.init)
        let created = columns.moment()
        let amount = Money(minorUnits, currency)
        let request = try readRequest(&columns, of: operation, over: amount, opening: keys)
        let state = try columns.parsed(CancellationEntry.State.init)
        var entry = CancellationEntry(
            kind,
            operation: operation,
            amount: amount,
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
        entry.told = columns.optionalMoment()
        entry.firstSent = columns.optionalMoment()
        entry.request = request
        return entry
    }

    /// - Returns: `nil` where nobody asked.
    private static func readRequest(
        _ columns: inout ColumnReader,
        of operation: OperationID,
        over amount: Money,
        opening keys: SealingKeys
    ) throws -> CancellationRequest? {
        let amountText = columns.optional() as String?
        let notificationURL = columns.optional() as String?
        let sealedAccount = columns.optional() as Data?
        let extraData = columns.optional() as String?
        return try amountText.map { text in
            CancellationRequest(
                amount: amount,
                amountText: text,
                notificationURL: notificationURL,
                bankAccount: try sealedAccount.map { sealed in
                    let plain = try keys.open(sealed, context: sealContext(operation))
                    return try JSONDecoder().decode(KeptRefundAccount.self, from: plain).account
                },
                extraData: extraData
            )
        }
    }
}
