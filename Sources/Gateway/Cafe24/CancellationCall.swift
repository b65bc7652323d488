import ProviderKit

/// A cancellation request (contract, A14 and A15), each field checked by itself.
struct CancellationCall: Sendable {
    /// Its amount is the payment's.
    let order: OrderFields
    let tid: String
    let cancelAmountText: String
    /// `nil` as well where it is no JSON object: no refund is lost over what is only echoed.
    let extraData: String?
    let extraDataFault: RequestFault?
    let notificationURL: String?
    let bankAccount: RefundAccount?

    init(_ fields: RequestFields) throws(RequestFault) {
        order = try OrderFields(fields)
        tid = try fields.required("tid", max: 200)
        cancelAmountText = try fields.required("cancel_amount", max: 32)
        (extraData, extraDataFault) = Self.extraData(fields)
        notificationURL = try fields.optional("cancel_noty_url", max: OutsideURL.longest)
        bankAccount = try Self.bankAccount(fields)
    }

    private static func extraData(_ fields: RequestFields) -> (String?, RequestFault?) {
        do { return (try fields.raw("extra_data"), nil) } catch { return (nil, error) }
    }

    /// All three parts, or none. Money goes there: what is not plain is refused rather than cut.
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
            currency: order.currencyCode,
            orderID: order.orderNumber,
            partnerID: order.partnerID,
            tid: tid
        )
    }
}
