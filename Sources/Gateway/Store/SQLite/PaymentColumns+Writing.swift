import Foundation
import ProviderKit

/// How payments are written.
extension PaymentColumns {
    static let insert = """
        INSERT INTO payments (\(asked), \(session), \(told), \(course), \(standing), \(chain))
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?, ?,?,?,?, ?,?,?,?, ?,?,?,?,?,?,?,?, ?,?,?,?,?,?,?,?,?,?,?, ?,?)
        """

    /// Binds all of ``insert``.
    static func addAll(
        _ payment: Payment,
        _ end: ChainEnd,
        sealing keys: SealingKeys,
        to row: inout ColumnWriter
    ) throws {
        addAsked(payment, to: &row)
        try addSession(payment, sealing: keys, to: &row)
        try addTold(payment, sealing: keys, to: &row)
        addCourse(payment, to: &row)
        addStanding(payment, to: &row)
        addChain(end, to: &row)
    }

    private static func addAsked(_ payment: Payment, to row: inout ColumnWriter) {
        row.add(payment.key.text)
        row.add(payment.order.mall)
        row.add(payment.order.shop)
        row.add(payment.order.number)
        row.add(payment.flow.rawValue)
        row.add(payment.partnerID)
        row.add(payment.instance)
        row.add(payment.account)
        row.add(payment.amount.minorUnits)
        row.add(payment.amount.currency.code)
        row.add(payment.amountText)
        row.add(payment.opened.milliseconds)
        row.add(payment.sender?.text)
    }

    static func addSession(_ payment: Payment, sealing keys: SealingKeys, to row: inout ColumnWriter) throws {
        row.add(payment.returnURL)
        row.add(payment.notificationURL)
        row.add(payment.extraData)
        row.add(try payment.action.map { try actionText($0, of: payment.key, sealing: keys) })
    }

    static func addTold(_ payment: Payment, sealing keys: SealingKeys, to row: inout ColumnWriter) throws {
        row.add(try payment.moduleState.map { try keys.seal($0.bytes, context: sealContext(payment.key)) })
        row.add(try payment.providerStatus.map(columnJSON))
        row.add(payment.transactionID)
        row.add(payment.method)
    }

    static func addCourse(_ payment: Payment, to row: inout ColumnWriter) {
        row.add(payment.state.rawValue)
        row.add(payment.reason?.code)
        row.add(payment.reason?.message)
        row.add(payment.expires.milliseconds)
        row.add(payment.lease.fence)
        row.add(payment.lease.until.milliseconds)
        row.add(payment.lastSign.milliseconds)
        row.add(payment.nextLook?.milliseconds)
    }

    static func addStanding(_ payment: Payment, to row: inout ColumnWriter) {
        row.add(payment.paid.minorUnits)
        row.add(payment.cancelled.minorUnits)
        row.add(payment.reserved.minorUnits)
        row.add(payment.holdsOrder)
        row.add(payment.superseded?.milliseconds)
        row.add(payment.approval?.text)
        row.add(payment.verdict.rawValue)
        row.add(payment.flags.map(\.rawValue).sorted().joined(separator: ","))
        row.add(payment.paidAt?.milliseconds)
        row.add(payment.firstRead?.milliseconds)
        row.add(payment.reads)
    }

    static func addChain(_ end: ChainEnd, to row: inout ColumnWriter) {
        row.add(Data(end.link))
        row.add(end.length)
    }

    /// A redirect is kept as its bare address. Forms and pages hold what the PG is told of the buyer; they are sealed.
    private static func actionText(
        _ action: CheckoutAction,
        of key: PaymentKey,
        sealing keys: SealingKeys
    ) throws -> String {
        if case .redirect(let address) = action, !address.hasPrefix(sealedAction) { return address }
        let sealed = try keys.seal(Data(try columnJSON(action).utf8), context: actionContext(key))
        return sealedAction + sealed.base64EncodedString()
    }

    /// Begins a sealed action; no absolute address begins so.
    static let sealedAction = "sealed:"

    static func actionContext(_ key: PaymentKey) -> String { "action/\(key.text)" }
}
