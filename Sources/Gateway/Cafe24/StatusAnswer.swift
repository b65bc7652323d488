import ProviderKit

/// The payment details that Cafe24 reads after a synchronous return (contract, A3).
struct StatusAnswer {
    let payment: Payment
    let manifest: ProviderManifest?
    let keys: ServiceKeys

    var json: String {
        let result = PaymentResult(payment)
        var object = JSONObject()
        object.add("partner_id", payment.partnerID)
        object.add("paymethod", payment.method.flatMap { manifest?.methods[$0] } ?? "etc")
        object.add("tid", result.tid)
        object.add("amount", result.amount)
        object.add("order_id", payment.order.number)
        object.add("cancel_mode", manifest?.cancelMode == .asynchronous ? "async" : "sync")
        object.add("all_cancel_tf", "T")
        object.add("part_cancel_tf", manifest?.cancelsInParts ?? false ? "T" : "F")
        object.add("escrow_tf", "F")
        object.add("currency", payment.amount.currency.code)
        object.add("payed_tf", result.isPaid ? "T" : "F")
        // The sample's two routes spell it differently, so both are there.
        object.add("easy_pay", "F")
        object.add("easypay", "F")
        object.add("hash_data", keys.sign(result.signed))
        object.add("extra_data", json: payment.extraData ?? "{}")
        object.add("result_code", result.code.rawValue)
        object.add("result_message", result.message)
        return object.text
    }
}
