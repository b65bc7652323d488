import ProviderKit

extension InicisApproval {
    /// Reads what `payReq.ini` and `payNetCancel.ini` answer: a form's text, in code page 949.
    ///
    /// - Throws: ``ProviderError/Code/unknown`` for a body without a status.
    init(form body: [UInt8]) throws(ProviderError) {
        let fields = InicisForm.fields(body)
        guard let code = fields["P_STATUS"], !code.isEmpty else {
            throw ProviderError(.unknown, "an answer of INICIS's mobile host has no status")
        }
        self.init(
            code: code,
            message: fields["P_RMESG1"] ?? "",
            isSuccess: code == "00",
            tid: fields["P_TID"],
            mid: fields["P_MID"],
            oid: fields["P_OID"],
            amount: fields["P_AMT"],
            method: fields["P_TYPE"],
            currency: nil,
            account: fields["P_VACT_NUM"].map { number in
                Account(
                    number: number,
                    bank: fields["P_VACT_BANK_CODE"] ?? "",
                    holder: fields["P_VACT_NAME"] ?? "",
                    closes: (fields["P_VACT_DATE"] ?? "") + (fields["P_VACT_TIME"] ?? "")
                )
            }
        )
    }
}

/// Form text in code page 949, as INICIS's older hosts write it.
enum InicisForm {
    static func fields(_ body: [UInt8]) -> [String: String] {
        InboundMessage(
            method: "POST",
            path: "/",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: body
        ).form(.cp949)
    }
}
