import ProviderKit

/// The form that a browser posts when the window of NICEPAY is done.
struct NicePayReturn: Sendable {
    enum Result: Sendable {
        /// The buyer proved who he is; nothing is paid before this transaction is approved.
        case authenticated(tid: String)
        /// Unsigned, so no more than a hint.
        case failed(code: String, message: String)
    }

    let result: Result

    /// - Throws: ``ProviderError/Code/rejectedMessage`` for a form that is not signed by NICEPAY, or is another
    ///   merchant's, another order's or over another amount.
    init(_ message: InboundMessage, of payment: PaymentReference, _ signature: NicePaySignature) throws(ProviderError) {
        let form = message.form()
        guard let code = form["authResultCode"], !code.isEmpty else {
            throw ProviderError(.rejectedMessage, "the return has no result")
        }
        guard code == "0000" else {
            result = .failed(code: code, message: form["authResultMsg"] ?? "")
            return
        }
        let amount = form["amount"] ?? ""
        let expected = signature.ofReturn(authToken: form["authToken"] ?? "", amount: amount)
        guard let tid = form["tid"], !tid.isEmpty, Signature.matches(form["signature"], expected) else {
            throw ProviderError(.rejectedMessage, "the return's signature is wrong")
        }
        guard form["clientId"] == signature.clientKey, form["orderId"] == payment.key.text,
            amount == String(payment.amount.minorUnits)
        else {
            throw ProviderError(.rejectedMessage, "the return is about another merchant, order or amount")
        }
        result = .authenticated(tid: tid)
    }
}
