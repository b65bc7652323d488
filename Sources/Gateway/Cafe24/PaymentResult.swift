import ProviderKit

/// What Cafe24 is told of a payment, in a status answer as in a notification.
struct PaymentResult {
    let isPaid: Bool
    let code: ResultCode
    /// The PG's transaction id; empty while unknown.
    let tid: String
    /// The paid total in the text of the request, or zero in its scale.
    let amount: String
    let message: String
    let signed: HashData

    init(_ payment: Payment) {
        let stands = payment.isConfirmable
        isPaid = stands && payment.state != .cancelled
        let awaitsDeposit = payment.awaitsMoney
        tid = payment.transactionID ?? ""
        amount = isPaid ? payment.amountText : Self.zero(inScaleOf: payment.amountText)
        code = isPaid || awaitsDeposit ? .success : .notPaid
        message =
            if isPaid { "paid" } else if awaitsDeposit { "awaiting the deposit" } else if stands { "cancelled" } else {
                "not paid"
            }
        signed = .paymentResult(
            amount: amount,
            currency: payment.amount.currency.code,
            orderID: payment.order.number,
            partnerID: payment.partnerID,
            tid: tid
        )
    }

    /// `0` for `12000`, `0.00` for `3065.00`.
    static func zero(inScaleOf text: String) -> String {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return "0" }
        let digits = text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
        return "0." + String(repeating: "0", count: digits)
    }
}
