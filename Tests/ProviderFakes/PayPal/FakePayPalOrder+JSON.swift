import ProviderConformance
import ProviderKit

/// Orders, captures and refunds as PayPal writes them, with a lie where one is told.
extension FakePayPalOrder {
    /// Another key than any payment has.
    private static let strangeKey = "strangestrangestrangestrange2222"

    func json(_ lie: Lie?) -> PayPalJSON {
        var payments: [String: PayPalJSON] = [:]
        if let capture { payments["captures"] = .array([json(capture, lie)]) }
        if !refunds.isEmpty { payments["refunds"] = .array(refunds.map { json($0, lie) }) }
        let number = PayPalJSON.string(number(lie))
        var unit: [String: PayPalJSON] = [
            "reference_id": number, "custom_id": number, "invoice_id": number, "amount": json(amount.minorUnits, lie),
            "description": .string(description),
        ]
        if !payments.isEmpty { unit["payments"] = .object(payments) }
        return [
            "id": .string(id), "intent": "CAPTURE", "status": .string(word(status.rawValue, lie)),
            "payment_source": ["paypal": [:]], "purchase_units": [.object(unit)],
            "links": [
                ["href": .string("https://api-m.sandbox.paypal.com/v2/checkout/orders/\(id)"), "rel": "self"],
                ["href": .string(payerLink), "rel": "payer-action", "method": "GET"],
            ],
        ]
    }

    func json(_ capture: Capture, _ lie: Lie?) -> PayPalJSON {
        let number = PayPalJSON.string(number(lie))
        var members: [String: PayPalJSON] = [
            "id": .string(capture.id), "status": .string(word(capture.status, lie)), "final_capture": .bool(true),
            "amount": json(amount.minorUnits, lie), "custom_id": number, "invoice_id": number,
        ]
        if let reason = capture.reason { members["status_details"] = ["reason": .string(reason)] }
        return .object(members)
    }

    func json(_ refund: Refund, _ lie: Lie?) -> PayPalJSON {
        let parent = "https://api-m.sandbox.paypal.com/v2/payments/captures/\(capture?.id ?? "")"
        var members: [String: PayPalJSON] = [
            "id": .string(refund.id), "status": .string(word(refund.status, lie)),
            "amount": json(refund.minorUnits, lie),
            "links": [["href": .string(parent), "rel": "up", "method": "GET"]],
        ]
        if let customID = refund.customID { members["custom_id"] = .string(customID) }
        if refund.status == "PENDING" { members["status_details"] = ["reason": "ECHECK"] }
        return .object(members)
    }

    private func json(_ minorUnits: Int64, _ lie: Lie?) -> PayPalJSON {
        let money = Money(lie == .wrongAmount ? minorUnits + 1 : minorUnits, amount.currency)
        let code = lie == .wrongCurrency ? (money.currency.code == "EUR" ? "GBP" : "EUR") : money.currency.code
        return ["currency_code": .string(code), "value": .string(money.text)]
    }

    private func number(_ lie: Lie?) -> String { lie == .otherOrder ? Self.strangeKey : key }
    private func word(_ status: String, _ lie: Lie?) -> String { lie == .unknownStatus ? "TELEPORTED" : status }
}
