extension Cafe24Hashes {
    /// Whether the `hash_data` of a payment status or notification fits its other fields, amount as written.
    func fit(paymentReport report: SandboxJSON) -> Bool {
        guard let given = report["hash_data"]?.text, let amount = report["amount"]?.text,
            let currency = report["currency"]?.text, let orderID = report["order_id"]?.text,
            let partnerID = report["partner_id"]?.text
        else { return false }
        let tid = report["tid"]?.text ?? ""
        let expected = payment(amount: amount, currency: currency, orderID: orderID, partnerID: partnerID, tid: tid)
        return Self.equal(given, expected)
    }

    /// Whether the `hash_data` of a cancellation notification fits its other fields, amount as written.
    func fit(cancellationReport report: SandboxJSON) -> Bool {
        guard let given = report["hash_data"]?.text, let amount = report["cancel_amount"]?.text,
            let currency = report["currency"]?.text, let orderID = report["order_id"]?.text,
            let partnerID = report["partner_id"]?.text, let tid = report["tid"]?.text
        else { return false }
        let expected = cancellation(
            cancelAmount: amount,
            currency: currency,
            orderID: orderID,
            partnerID: partnerID,
            tid: tid
        )
        return Self.equal(given, expected)
    }
}
