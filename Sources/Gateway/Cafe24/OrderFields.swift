/// What every signed request about an order says of it (contract, A1, A4, A14 and A15).
struct OrderFields: Sendable {
    let hash: String
    let orderNumber: String
    let partnerID: String
    let amountText: String
    let currencyCode: String

    init(_ fields: RequestFields) throws(RequestFault) {
        hash = try fields.hash("hash_data")
        orderNumber = try fields.orderNumber()
        partnerID = try fields.required("partner_id", max: 50)
        amountText = try fields.required("amount", max: 32)
        currencyCode = try fields.required("currency", max: 3)
    }
}
