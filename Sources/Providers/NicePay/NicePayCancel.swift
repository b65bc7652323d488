import ProviderKit

/// The request to cancel a transaction, all of it or a part.
struct NicePayCancel: Encodable {
    /// Names this cancellation, not the payment; NICEPAY takes each but once.
    let orderId: String
    let reason: String
    /// In won; without it all is cancelled.
    var cancelAmt: Int64?
    let ediDate: String
    let signData: String
    var refundAccount: String?
    var refundBankCode: String?
    var refundHolder: String?

    init(orderId: String, reason: String, tid: String, ediDate: String, _ signature: NicePaySignature) {
        self.orderId = orderId
        self.reason = reason
        self.ediDate = ediDate
        signData = signature.ofRequest(about: tid, ediDate: ediDate)
    }

    /// Adds the account that a virtual account's money goes back to.
    mutating func pay(to account: RefundAccount) {
        refundAccount = account.number.filter { $0.isASCII && $0.isNumber }
        refundBankCode = account.bankCode
        refundHolder = account.holder
    }
}
