import ProviderKit

/// Payments as a table for a terminal, or as JSON for a program.
public struct PaymentTable: Sendable {
    private let payments: [Payment]
    private let tally: Tally

    public init(_ payments: [Payment], tally: Tally) {
        self.payments = payments
        self.tally = tally
    }

    public var text: String {
        let heading = ["KEY", "OPENED", "STATE", "AMOUNT", "ORDER", "MALL", "TOLD", "FLAGS"]
        let table = payments.isEmpty ? "no payments" : TextTable(heading, payments.map(row)).text
        return "\(table)\n\(payments.count) listed; in all \(tally.unread) unread, \(tally.flagged) flagged"
    }

    private func row(_ payment: Payment) -> [String] {
        [
            payment.key.text,
            payment.opened.iso8601,
            payment.state.rawValue,
            payment.amount.description,
            payment.order.number,
            "\(payment.order.mall)/\(payment.order.shop)",
            payment.verdict.rawValue,
            payment.flags.map(\.rawValue).sorted().joined(separator: ","),
        ]
    }

    public var json: String { "[\(payments.map(object).joined(separator: ",\n "))]" }

    private func object(_ payment: Payment) -> String {
        var object = JSONObject()
        object.add("key", payment.key.text)
        object.add("state", payment.state.rawValue)
        object.add("order_id", payment.order.number)
        object.add("mall", payment.order.mall)
        object.add("shop", json: String(payment.order.shop))
        object.add("currency", payment.amount.currency.code)
        object.add("amount", json: String(payment.amount.minorUnits))
        object.add("paid", json: String(payment.paid.minorUnits))
        object.add("cancelled", json: String(payment.cancelled.minorUnits))
        object.add("reserved", json: String(payment.reserved.minorUnits))
        object.add("told", payment.verdict.rawValue)
        object.add("superseded", json: payment.superseded == nil ? "false" : "true")
        object.add("opened", payment.opened.iso8601)
        object.add(
            "flags",
            json: "[\(payment.flags.map { JSONText.quoted($0.rawValue) }.sorted().joined(separator: ","))]"
        )
        return object.text
    }
}
