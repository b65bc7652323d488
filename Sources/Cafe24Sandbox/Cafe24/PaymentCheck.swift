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
        case ("F", _): return unpaidVerdict(report, code: code)
        default: return .suspicious(.contradiction(resultCode: code, paid: paid))
        }
    }

    /// The same for a notification, which has more fields, all of which are looked at.
    func verdict(onNotification report: SandboxJSON, for order: Order) -> OrderState {
        guard hashes.fit(paymentReport: report) else { return .suspicious(.wrongHash) }
        if let doubt = ReportForm.doubt(aboutPayment: report) { return .suspicious(doubt) }
        return verdict(on: report, for: order)
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
        guard isRight(amount, for: order) else {
            return .suspicious(.differs(field: "amount", expected: order.amount, given: amount))
        }
        guard let tid = report["tid"]?.text, !tid.isEmpty else { return .suspicious(.missing(field: "tid")) }
        return .paid(tid: tid)
    }

    /// The text as it was sent. An external order was never sent with one: there it is the value that counts, and the
    /// buyer may have been asked for the goods alone or for the goods and their way home.
    private func isRight(_ amount: String, for order: Order) -> Bool {
        guard order.flow == .external else { return amount == order.amount }
        guard let paid = AmountText(amount), let goods = AmountText(order.product.price(in: order.currency)),
            let shipping = AmountText(Calculation.shippingFee(in: order.currency))?.scaled(to: goods.scale)
        else { return false }
        return paid.equals(goods) || paid.equals(AmountText(units: goods.units + shipping.units, scale: goods.scale))
    }

    private func unpaidVerdict(_ report: SandboxJSON, code: String) -> OrderState {
        let amount = report["amount"]?.text ?? ""
        guard let units = AmountText(amount)?.units, units == 0 else {
            return .suspicious(.differs(field: "amount", expected: "0", given: amount))
        }
        // A virtual account was issued, the deposit is to come.
        guard code != "0000" else { return .awaitingDeposit(tid: report["tid"]?.text ?? "") }
        return .notPaid(message: report["result_message"]?.text ?? "")
    }

    /// Whether `extra_data` came back as it was sent, as an object or as the JSON text of one.
    func isUnchanged(_ given: SandboxJSON?, _ sent: SandboxJSON) -> Bool {
        if sent == [:], given == nil || given == "" { return true }
        guard case .string(let text)? = given else { return given?.means(sent) ?? false }
        return (try? SandboxJSON(parsing: text))?.means(sent) ?? false
    }
}
