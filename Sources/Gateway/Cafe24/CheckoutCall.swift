import ProviderKit

/// A checkout request (contract, A1 and A4), each field checked by itself.
///
/// Whether it is authentic and whether it fits the shop is decided by ``CheckoutDesk``.
struct CheckoutCall: Sendable {
    let hash: String
    let amountText: String
    let currencyCode: String
    let orderNumber: String
    let partnerID: String
    let shopNumber: String
    let returnURL: String
    let notificationURL: String?
    let extraData: String?
    let buyerID: String?
    let title: String?
    let buyer: Buyer
    let language: Language?

    init(_ fields: RequestFields) throws(RequestFault) {
        hash = try fields.required("hash_data", max: 128)
        amountText = try fields.required("amount", max: 32)
        currencyCode = try fields.required("currency", max: 3)
        orderNumber = try fields.required("order_id", max: 64)
        partnerID = try fields.required("partner_id", max: 50)
        shopNumber = try fields.required("shop_no", max: 9)
        returnURL = try fields.required("return_url", max: OutsideURL.longest)
        notificationURL = try fields.optional("return_noty_url", max: OutsideURL.longest)
        extraData = try fields.raw("extra_data")
        buyerID = try fields.optional("buyer_id", max: 100)
        title = try fields.optional("product_name", max: 1000)
        buyer = Buyer(
            name: try fields.optional("buyer_name", max: 200),
            email: try fields.optional("buyer_email", max: 320),
            phone: try fields.optional("buyer_phone", max: 40)
        )
        language = try fields.optional("language", max: 10).flatMap {
            Language(rawValue: String($0.prefix(2)).lowercased())
        }
        guard orderNumber.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RequestFault(field: "order_id", "has other characters than visible ASCII")
        }
    }

    /// What was signed: the values as they came.
    var signed: HashData {
        .checkoutRequest(
            amount: amountText,
            currency: currencyCode,
            orderID: orderNumber,
            partnerID: partnerID
        )
    }
}
