/// What `payAuth` and `netCancel` answer, in JSON.
struct InicisWindowAnswer: Decodable, Sendable {
    let resultCode: WireText
    let resultMsg: WireText?
    let tid: WireText?
    let mid: WireText?
    let MOID: WireText?
    let TotPrice: WireText?
    let payMethod: WireText?
    let currency: WireText?
    let VACT_Num: WireText?
    let VACT_BankCode: WireText?
    let VACT_Name: WireText?
    let VACT_Date: WireText?
    let VACT_Time: WireText?
}

extension InicisApproval {
    init(_ answer: InicisWindowAnswer) {
        self.init(
            code: answer.resultCode.text,
            message: answer.resultMsg?.text ?? "",
            isSuccess: answer.resultCode.text == "0000",
            tid: answer.tid?.text,
            mid: answer.mid?.text,
            oid: answer.MOID?.text,
            amount: answer.TotPrice?.text,
            method: answer.payMethod?.text,
            currency: answer.currency?.text,
            account: answer.VACT_Num.map { number in
                Account(
                    number: number.text,
                    bank: answer.VACT_BankCode?.text ?? "",
                    holder: answer.VACT_Name?.text ?? "",
                    closes: (answer.VACT_Date?.text ?? "") + (answer.VACT_Time?.text ?? "")
                )
            }
        )
    }
}
