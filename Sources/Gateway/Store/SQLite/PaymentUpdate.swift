import ProviderKit

/// One statement for all that a rule has changed in a payment's row.
struct PaymentUpdate {
    /// Groups of columns that most changes leave as they are.
    private struct Groups: OptionSet {
        let rawValue: Int
        static let session = Groups(rawValue: 1)
        static let told = Groups(rawValue: 2)
        static let standing = Groups(rawValue: 4)
        static let price = Groups(rawValue: 8)
    }

    let payment: Payment
    let row: PaymentRow
    let end: ChainEnd
    private let groups: Groups

    init(_ payment: Payment, over row: PaymentRow, _ end: ChainEnd) {
        self.payment = payment
        self.row = row
        self.end = end
        let before = row.payment
        var groups: Groups = []
        if payment.action != before.action || payment.returnURL != before.returnURL
            || payment.notificationURL != before.notificationURL || payment.extraData != before.extraData
        {
            groups.insert(.session)
        }
        if payment.moduleState != before.moduleState || payment.providerStatus != before.providerStatus
            || payment.transactionID != before.transactionID || payment.method != before.method
        {
            groups.insert(.told)
        }
        if Self.standingDiffers(payment, before) { groups.insert(.standing) }
        if payment.amount != before.amount || payment.amountText != before.amountText { groups.insert(.price) }
        self.groups = groups
    }

    private static func standingDiffers(_ one: Payment, _ other: Payment) -> Bool {
        one.paid != other.paid || one.cancelled != other.cancelled || one.reserved != other.reserved
            || one.holdsOrder != other.holdsOrder || one.superseded != other.superseded
            || one.approval != other.approval || one.verdict != other.verdict || one.flags != other.flags
            || one.paidAt != other.paidAt || one.firstRead != other.firstRead || one.reads != other.reads
    }

    var sql: String { Self.statements[groups.rawValue] }

    /// Written once for all combinations of groups.
    private static let statements = (0..<16).map { combination in
        let groups = Groups(rawValue: combination)
        var sql = "UPDATE payments SET (\(PaymentColumns.course), \(PaymentColumns.chain)) = (?,?,?,?,?,?,?,?, ?,?)"
        if groups.contains(.session) { sql += ", (\(PaymentColumns.session)) = (?,?,?,?)" }
        if groups.contains(.told) { sql += ", (\(PaymentColumns.told)) = (?,?,?,?)" }
        if groups.contains(.standing) { sql += ", (\(PaymentColumns.standing)) = (?,?,?,?,?,?,?,?,?,?,?)" }
        if groups.contains(.price) { sql += ", (amount, amount_text) = (?,?)" }
        return sql + " WHERE id = ?"
    }

    func bind(sealing keys: SealingKeys, to values: inout ColumnWriter) throws {
        PaymentColumns.addCourse(payment, to: &values)
        PaymentColumns.addChain(end, to: &values)
        if groups.contains(.session) { try PaymentColumns.addSession(payment, sealing: keys, to: &values) }
        if groups.contains(.told) { try PaymentColumns.addTold(payment, sealing: keys, to: &values) }
        if groups.contains(.standing) { PaymentColumns.addStanding(payment, to: &values) }
        if groups.contains(.price) {
            values.add(payment.amount.minorUnits)
            values.add(payment.amountText)
        }
        values.add(row.id)
    }
}
