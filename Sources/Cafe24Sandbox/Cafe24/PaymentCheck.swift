/// Decides what a report about a payment means: the answer to a status request, or a notification.
struct PaymentCheck: Sendable {
    let hashes: Cafe24Hashes

    /// Believes nothing that is not signed, complete and about this very order.
    func verdict(on report: SandboxJSON, for order: Order) -> OrderState {
        if let doubt = doubt(about: report, for: order) { return .suspicious(doubt) }
        let code = report["result_code"]?.text ?? ""
        let paid = report["payed_tf"]?.text ?? ""
        switch (paid, code) {
        case ("T", "0000"): return paidVerdict(report, order)
        // A virtual account was issued, the deposit is to come.
        case ("F", "0000"): return .waiting
        case ("F", _): return .notPaid(message: report["result_message"]?.text ?? "")
        default: return .suspicious(.contradiction(resultCode: code, paid: paid))
        }
    }

    private func doubt(about report: SandboxJSON, for order: Order) -> Doubt? {
        guard hashes.fit(paymentReport: report) else { return .wrongHash }
        let expected = [("order_id", order.id), ("partner_id", order.partnerID), ("currency", order.currency)]
        for (field, expected) in expected {
            let given = report[field]?.text ?? ""
            guard given == expected else { return .differs(field: field, expected: expected, given: given) }
        }
        return isUnchanged(report["extra_data"], order.extraData) ? nil : .extraDataChanged
    }

    private func paidVerdict(_ report: SandboxJSON, _ order: Order) -> OrderState {
        let amount = report["amount"]?.text ?? ""
        guard amount == order.amount else {
            return .suspicious(.differs(field: "amount", expected: order.amount, given: amount))
        }
        guard let tid = report["tid"]?.text, !tid.isEmpty else { return .suspicious(.missing(field: "tid")) }
        return .paid(tid: tid)
    }

    /// Whether `extra_data` came back as it was sent, as an object or as the JSON text of one.
    func isUnchanged(_ given: SandboxJSON?, _ sent: SandboxJSON) -> Bool {
        guard case .string(let text)? = given else { return given?.means(sent) ?? false }
        return (try? SandboxJSON(parsing: text))?.means(sent) ?? false
    }
}
