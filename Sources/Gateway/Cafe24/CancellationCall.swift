import ProviderKit

/// A cancellation request (contract, A14 and A15), each field checked by itself.
struct CancellationCall: Sendable {
    let hash: String
    let orderNumber: String
    let partnerID: String
    let tid: String
    let amountText: String
    let cancelAmountText: String
    let currencyCode: String
    let notificationURL: String?
    let bankAccount: RefundAccount?
    let extraData: String?

    init(_ fields: RequestFields) throws(RequestFault) {
        hash = try fields.required("hash_data", max: 128)
        orderNumber = try fields.required("order_id", max: 64)
        partnerID = try fields.required("partner_id", max: 50)
        tid = try fields.required("tid", max: 200)
        amountText = try fields.required("amount", max: 32)
        cancelAmountText = try fields.required("cancel_amount", max: 32)
        currencyCode = try fields.required("currency", max: 3)
        notificationURL = try fields.optional("cancel_noty_url", max: OutsideURL.longest)
        extraData = try fields.raw("extra_data")
        bankAccount = try Self.bankAccount(fields)
    }

    /// All three parts, or none.
    private static func bankAccount(_ fields: RequestFields) throws(RequestFault) -> RefundAccount? {
        let bank = try fields.optional("refund_bank_code", max: 20)
        let number = try fields.optional("refund_account", max: 40)
        let holder = try fields.optional("refund_holder", max: 100)
        guard let bank, let number, let holder else { return nil }
        return RefundAccount(bankCode: bank, number: number, holder: holder)
    }

    var signed: HashData {
        .cancellation(
            cancelAmount: cancelAmountText,
            currency: currencyCode,
            orderID: orderNumber,
            partnerID: partnerID,
            tid: tid
        )
    }
}
