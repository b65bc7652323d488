import ProviderKit

/// The `data` of a refund; what is `nil` is left out.
struct InicisRefund: Encodable, Sendable {
    let tid: String
    let msg: String
    // Only for a part.
    var price: String?
    /// What must be left after it. INICIS refuses when that does not add up, so that no part goes back twice.
    var confirmPrice: String?
    var currency: String?
    var tax: String?
    var taxfree: String?
    // Only for a virtual account that was paid.
    var refundAcctNum: String?
    var refundBankCode: String?
    var refundAcctName: String?

    init(of tid: String, because reason: String) {
        self.tid = tid
        msg = TextCut.bytes(reason, atMost: 80, in: .cp949)
    }

    mutating func take(_ part: Money, leaving rest: Money) {
        price = part.text
        confirmPrice = rest.text
        currency = "WON"
        tax = "0"
        taxfree = "0"
    }

    mutating func send(to account: RefundAccount, by signer: InicisSigner) throws(ProviderError) {
        refundAcctNum = try signer.sealed(accountNumber: account.number.filter { $0 != "-" })
        refundBankCode = account.bankCode
        refundAcctName = account.holder
    }
}

/// What a refund answers.
struct InicisRefundAnswer: Decodable, Sendable {
    let resultCode: InicisText
    let resultMsg: InicisText?
    let tid: InicisText?
    let prtcTid: InicisText?
    let prtcPrice: InicisText?
    let prtcRemains: InicisText?

    /// The part's own transaction. Implementations disagree which of two fields has it; it is never the payment's.
    func part(of payment: String) -> String? {
        [tid, prtcTid].compactMap { $0?.text }.first { !$0.isEmpty && $0 != payment }
    }
}
