import ProviderKit

/// A checkout request (contract, A1 and A4), each field checked by itself.
///
/// Whether it is authentic and whether it fits the shop is decided by ``CheckoutDesk``.
struct CheckoutCall: Sendable {
    let order: OrderFields
    let extraData: String?
    let shopNumber: String
    let returnURL: String
    let notificationURL: String?
    let buyerID: String?
    let title: String?
    let buyer: Buyer
    let language: Language?

    init(_ fields: RequestFields) throws(RequestFault) {
        order = try OrderFields(fields)
        extraData = try fields.raw("extra_data")
        shopNumber = try fields.required("shop_no", max: 9)
        returnURL = try fields.required("return_url", max: OutsideURL.longest)
        notificationURL = try fields.optional("return_noty_url", max: OutsideURL.longest)
        buyerID = try fields.optional("buyer_id", max: 100)
        title = fields.words("product_name", max: 1000)
        buyer = Buyer(fields)
        language = fields.language
    }

    /// What was signed: the values as they came.
    var signed: HashData {
        .checkoutRequest(
            amount: order.amountText,
            currency: order.currencyCode,
            orderID: order.orderNumber,
            partnerID: order.partnerID
        )
    }
}
