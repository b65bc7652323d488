/// What `payAuth` and `netCancel` answer, in JSON.
struct InicisWindowAnswer: Decodable, Sendable {
    let resultCode: InicisText
    let resultMsg: InicisText?
    let tid: InicisText?
    let mid: InicisText?
    let MOID: InicisText?
    let TotPrice: InicisText?
    let payMethod: InicisText?
    let currency: InicisText?
    let VACT_Num: InicisText?
    let VACT_BankCode: InicisText?
    let VACT_Name: InicisText?
    let VACT_Date: InicisText?
    let VACT_Time: InicisText?
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
