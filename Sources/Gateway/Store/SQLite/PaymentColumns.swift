import Foundation
import GRDB
import ProviderKit

/// The columns of `payments`: which there are, how they are bound, and how they are read, in one order.
///
/// They fall into groups by what changes together, so that a change rewrites, and encodes, only what it touched.
enum PaymentColumns {
    private static let asked = """
        key, mall, shop, order_number, flow, partner_id, instance, account, amount, currency, amount_text, opened
        """
    private static let session = "return_url, notification_url, extra_data, action"
    private static let told = "module_state, provider_status, transaction_id, method"
    private static let standing = """
        state, reason_code, reason_message, expires, paid, cancelled, reserved, holds_order, superseded, approval, \
        verdict, flags, lease_fence, lease_until, last_sign, next_look, paid_at, first_read, reads
        """
    private static let chain = "chain_link, chain_length"

    static let select = "SELECT id, \(asked), \(session), \(told), \(standing), \(chain) FROM payments"

    static let insert = """
        INSERT INTO payments (\(asked), \(session), \(told), \(standing), \(chain))
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?, ?,?,?,?, ?,?,?,?, ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, ?,?)
        """
    private static let update = """
        UPDATE payments SET (\(standing), \(chain)) = (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, ?,?)
        """
    private static let updateSession = ", (\(session)) = (?,?,?,?)"
    private static let updateTold = ", (\(told)) = (?,?,?,?)"
    private static let updatePrice = ", (amount, amount_text) = (?,?)"

    /// One statement for all that a rule has changed.
    static func update(
        _ payment: Payment,
        over row: PaymentRow,
        _ end: ChainEnd,
        sealing keys: SealingKeys
    ) throws -> (sql: String, values: DirectStatement.Values) {
        let before = row.payment
        var sql = update
        var values = standing(payment) + chain(end)
        if payment.action != before.action || payment.returnURL != before.returnURL
            || payment.notificationURL != before.notificationURL || payment.extraData != before.extraData
        {
            sql += updateSession
            values += try session(payment)
        }
        if payment.moduleState != before.moduleState || payment.providerStatus != before.providerStatus
            || payment.transactionID != before.transactionID || payment.method != before.method
        {
            sql += updateTold
            values += try told(payment, sealing: keys)
        }
        if payment.amount != before.amount || payment.amountText != before.amountText {
            sql += updatePrice
            values += [payment.amount.minorUnits, payment.amountText]
        }
        return (sql + " WHERE id = ?", values + [row.id])
    }

    static func asked(_ payment: Payment) -> DirectStatement.Values {
        [
            payment.key.text, payment.order.mall, payment.order.shop, payment.order.number, payment.flow.rawValue,
            payment.partnerID, payment.instance, payment.account, payment.amount.minorUnits,
            payment.amount.currency.code, payment.amountText, payment.opened.milliseconds,
        ]
    }

    static func session(_ payment: Payment) throws -> DirectStatement.Values {
        [payment.returnURL, payment.notificationURL, payment.extraData, try payment.action.map(actionText)]
    }

    static func told(_ payment: Payment, sealing keys: SealingKeys) throws -> DirectStatement.Values {
        [
            try payment.moduleState.map { try keys.seal($0.bytes, context: sealContext(payment.key)) },
            try payment.providerStatus.map(columnJSON), payment.transactionID, payment.method,
        ]
    }

    static func standing(_ payment: Payment) -> DirectStatement.Values {
        [
            payment.state.rawValue, payment.reason?.code, payment.reason?.message, payment.expires.milliseconds,
            payment.paid.minorUnits, payment.cancelled.minorUnits, payment.reserved.minorUnits, payment.holdsOrder,
            payment.superseded?.milliseconds, payment.approval?.text, payment.verdict.rawValue,
            payment.flags.map(\.rawValue).sorted().joined(separator: ","), payment.lease.fence,
            payment.lease.until.milliseconds, payment.lastSign.milliseconds, payment.nextLook?.milliseconds,
            payment.paidAt?.milliseconds, payment.firstRead?.milliseconds, payment.reads,
        ]
    }

    static func chain(_ end: ChainEnd) -> DirectStatement.Values {
        [Data(end.link), end.length]
    }

    /// Nearly every action is a redirect and kept as its bare address; all else is a JSON object.
    private static func actionText(_ action: CheckoutAction) throws -> String {
        guard case .redirect(let address) = action, !address.hasPrefix("{") else { return try columnJSON(action) }
        return address
    }

    /// A sealed state opens only in the row it was written to.
    private static func sealContext(_ key: PaymentKey) -> String { "module/\(key.text)" }
}

extension PaymentColumns {
    /// Reads a row of ``select``; the payment's references are not part of it.
    static func read(_ columns: inout ColumnReader, opening keys: SealingKeys) throws -> PaymentRow {
        let id: Int64 = columns.value()
        var payment = try readAsked(&columns)
        payment.action = try readAction(&columns)
        try readTold(&columns, into: &payment, opening: keys)
        try readStanding(&columns, into: &payment)
        let link: Data = columns.value()
        return PaymentRow(id: id, payment: payment, chain: ChainEnd(link: Array(link), length: columns.value()))
    }

    private static func readAsked(_ columns: inout ColumnReader) throws -> Payment {
        let key = try columns.parsed { PaymentKey($0) }
        let order = OrderID(mall: columns.value(), shop: columns.value(), number: columns.value())
        let flow = try columns.parsed(Flow.init)
        let partnerID: String = columns.value()
        let instance: String = columns.value()
        let account: String = columns.value()
        let minorUnits: Int64 = columns.value()
        let amount = Money(minorUnits, try columns.parsed(Currency.init(code:)))
        let amountText: String = columns.value()
        let opened = columns.moment()
        let request = AttemptRequest(
            order: order,
            flow: flow,
            partnerID: partnerID,
            instance: instance,
            account: account,
            amount: amount,
            amountText: amountText,
            returnURL: columns.value(),
            notificationURL: columns.optional(),
            extraData: columns.optional()
        )
        return Payment(opening: request, key: key, expires: opened, at: opened)
    }

    private static func readAction(_ columns: inout ColumnReader) throws -> CheckoutAction? {
        guard let text = columns.optional() as String? else { return nil }
        guard text.hasPrefix("{") else { return .redirect(text) }
        return try JSONDecoder().decode(CheckoutAction.self, from: Data(text.utf8))
    }

    private static func readTold(
        _ columns: inout ColumnReader,
        into payment: inout Payment,
        opening keys: SealingKeys
    ) throws {
        if let sealed = columns.optional() as Data? {
            payment.moduleState = ModuleState(bytes: try keys.open(sealed, context: sealContext(payment.key)))
        }
        payment.providerStatus = try columns.optionalJSON(PaymentSnapshot.Status.self)
        payment.transactionID = columns.optional()
        payment.method = columns.optional()
    }

    private static func readStanding(_ columns: inout ColumnReader, into payment: inout Payment) throws {
        let currency = payment.amount.currency
        payment.state = try columns.parsed(PaymentState.init)
        payment.reason = columns.reason()
        payment.expires = columns.moment()
        payment.paid = Money(columns.value(), currency)
        payment.cancelled = Money(columns.value(), currency)
        payment.reserved = Money(columns.value(), currency)
        payment.holdsOrder = columns.value()
        payment.superseded = columns.optionalMoment()
        payment.approval = try columns.optionalParsed { OperationID($0) }
        payment.verdict = try columns.parsed(Verdict.init)
        payment.flags = try columns.parsed { Self.flags(in: $0) }
        payment.lease.fence = columns.value()
        payment.lease.until = columns.moment()
        payment.lastSign = columns.moment()
        payment.nextLook = columns.optionalMoment()
        payment.paidAt = columns.optionalMoment()
        payment.firstRead = columns.optionalMoment()
        payment.reads = columns.value()
    }

    private static func flags(in text: String) -> Set<PaymentFlag>? {
        let names = text.split(separator: ",")
        let flags = names.compactMap { PaymentFlag(rawValue: String($0)) }
        return flags.count == names.count ? Set(flags) : nil
    }
}
