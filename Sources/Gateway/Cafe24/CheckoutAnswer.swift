/// The answer to a checkout request (contract, A1): its three fields are always there.
struct CheckoutAnswer {
    let code: ResultCode
    let message: String
    /// Empty in a refusal.
    let paymentURL: String

    var json: String {
        var object = JSONObject()
        object.add("result_code", code.rawValue)
        object.add("result_message", message)
        object.add("payment_url", paymentURL)
        return object.text
    }
}
