import ProviderKit

/// A checkout request (contract, A1 and A4), each field checked by itself.
///
/// Whether it is authentic and whether it fits the shop is decided by ``CheckoutDesk``.
struct CheckoutCall: Sendable {
    let order: OrderFields
    let shopNumber: String
    let returnURL: String
    let notificationURL: String?
    let buyerID: String?
    let title: String?
    let buyer: Buyer
    let language: Language?

    init(_ fields: RequestFields) throws(RequestFault) {
        order = try OrderFields(fields)
        shopNumber = try fields.required("shop_no", max: 9)
        returnURL = try fields.required("return_url", max: OutsideURL.longest)
        notificationURL = try fields.optional("return_noty_url", max: OutsideURL.longest)
        buyerID = try fields.optional("buyer_id", max: 100)
        title = try fields.optional("product_name", max: 1000)
        buyer = Buyer(
            name: try fields.optional("buyer_name", max: 200),
            email: try fields.optional("buyer_email", max: 320),
            phone: try fields.optional("buyer_phone", max: 40)
        )
        language = try fields.language()
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
