import Foundation
import GRDB
import ProviderKit

/// The columns of `payments`: which there are, and how they are read, in one order.
///
/// They fall into groups by what changes together, so that a change rewrites, encodes, and looks up in indexes only
/// what it touched.
enum PaymentColumns {
    static let asked = """
        key, mall, shop, order_number, flow, partner_id, instance, account, amount, currency, amount_text, opened,
        sender
        """
    static let session = "return_url, notification_url, extra_data, action"
    static let told = "module_state, provider_status, transaction_id, method"
    static let course = "state, reason_code, reason_message, expires, lease_fence, lease_until, last_sign, next_look"
    static let standing = """
        paid, cancelled, reserved, holds_order, superseded, approval, verdict, flags, paid_at, first_read, reads
        """
    static let chain = "chain_link, chain_length"

    static let select = "SELECT id, \(asked), \(session), \(told), \(course), \(standing), \(chain) FROM payments"

    /// A sealed state opens only in the row it was written to.
    static func sealContext(_ key: PaymentKey) -> String { "module/\(key.text)" }
}

extension PaymentColumns {
    /// Reads a row of ``select``; the payment's references are not part of it.
    static func read(_ columns: inout ColumnReader, opening keys: SealingKeys) throws -> PaymentRow {
        let id: Int64 = columns.value()
        var payment = try readAsked(&columns)
        payment.action = try readAction(&columns, of: payment.key, opening: keys)
        try readTold(&columns, into: &payment, opening: keys)
        try readCourse(&columns, into: &payment)
        try readStanding(&columns, into: &payment)
        let link: Data = columns.value()
        return PaymentRow(id: id, payment: payment, chain: ChainEnd(link: Array(link), length: columns.value()))
    }

    /// The key of the payment in a row of ``select``, which is all that can be read of some.
    static func key(in columns: inout ColumnReader) throws -> PaymentKey {
        _ = columns.value() as Int64
        return try columns.parsed { PaymentKey($0) }
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
        let sender = (columns.optional() as String?).map { CartSender($0) }
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
            extraData: columns.optional(),
            sender: sender
        )
        return Payment(opening: request, key: key, expires: opened, at: opened)
    }

    private static func readAction(
        _ columns: inout ColumnReader,
        of key: PaymentKey,
        opening keys: SealingKeys
    ) throws -> CheckoutAction? {
        guard let text = columns.optional() as String? else { return nil }
        guard text.hasPrefix(sealedAction), let sealed = Data(base64Encoded: String(text.dropFirst(sealedAction.count)))
        else { return .redirect(text) }
        let json = try keys.open(sealed, context: actionContext(key))
        return try JSONDecoder().decode(CheckoutAction.self, from: json)
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

    private static func readCourse(_ columns: inout ColumnReader, into payment: inout Payment) throws {
        payment.state = try columns.parsed(PaymentState.init)
        payment.reason = columns.reason()
        payment.expires = columns.moment()
        payment.lease.fence = columns.value()
        payment.lease.until = columns.moment()
        payment.lastSign = columns.moment()
        payment.nextLook = columns.optionalMoment()
    }

    private static func readStanding(_ columns: inout ColumnReader, into payment: inout Payment) throws {
        let currency = payment.amount.currency
        payment.paid = Money(columns.value(), currency)
        payment.cancelled = Money(columns.value(), currency)
        payment.reserved = Money(columns.value(), currency)
        payment.holdsOrder = columns.value()
        payment.superseded = columns.optionalMoment()
        payment.approval = try columns.optionalParsed { OperationID($0) }
        payment.verdict = try columns.parsed(Verdict.init)
        payment.flags = try columns.parsed { Self.flags(in: $0) }
        payment.paidAt = columns.optionalMoment()
        payment.firstRead = columns.optionalMoment()
        payment.reads = columns.value()
    }

    private static func flags(in text: String) -> Set<PaymentFlag>? {
        guard !text.isEmpty else { return [] }
        let names = text.split(separator: ",")
        let flags = names.compactMap { PaymentFlag(rawValue: String($0)) }
        return flags.count == names.count ? Set(flags) : nil
    }
}
