import ProviderKit

/// What the payment button sends (contract, A10), each field checked by itself.
///
/// Whether it fits the shop and its hash is decided by ``PayloadDesk``.
struct PayloadCall: Sendable {
    let mall: String
    let buyerID: String
    let isGuest: Bool
    let currencyCode: String
    let orderNumber: String
    let notificationURL: String
    let returnURLBase: String
    let responseTime: String
    let hash: String
    /// What the shop's page is written in; the button sends it, the contract does not know it.
    let language: Language?
    let items: [PayloadItem]

    /// More products than this are no cart.
    static let mostItems = 300

    init(_ fields: RequestFields) throws(RequestFault) {
        mall = try fields.required("mall_id", max: 64)
        buyerID = try fields.required("member_id", max: 64)
        isGuest = try Self.flag(fields["bGuest"])
        currencyCode = try fields.required("currency", max: 3)
        orderNumber = try fields.orderNumber()
        notificationURL = try fields.required("return_notification_url", max: OutsideURL.longest)
        returnURLBase = try fields.required("return_url_base", max: OutsideURL.longest)
        responseTime = try fields.required("response_time", max: 32)
        hash = try fields.hash("hmac")
        language = fields.language
        guard let values = fields.value("order")?.items else { throw RequestFault(field: "order", "is not a list") }
        guard (1...Self.mostItems).contains(values.count) else {
            throw RequestFault(field: "order", "has no item, or more than \(Self.mostItems)")
        }
        var items: [PayloadItem] = []
        for (index, value) in values.enumerated() { items.append(try PayloadItem(value, at: "order.\(index)")) }
        self.items = items
        guard items.allSatisfy({ $0.shopNumber == items[0].shopNumber }) else {
            throw RequestFault(field: "order", "has items of more than one shop_no")
        }
    }

    private static func flag(_ text: String?) throws(RequestFault) -> Bool {
        switch text {
        case nil, "0", "false", "F": false
        case "1", "true", "T": true
        default: throw RequestFault(field: "bGuest", "is neither 0 nor 1")
        }
    }
}
