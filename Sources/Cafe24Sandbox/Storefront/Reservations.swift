import Foundation

/// The part of an external purchase that Cafe24's storefront plays: it reserves an order for a signed request.
struct Reservations: Sendable {
    /// Why no order was reserved, in the storefront's way: a code and a message.
    struct Refusal: Error {
        let code: Int
        let message: String
    }

    /// How far the time of a request may be from ours, in seconds.
    private static let tolerance = 300.0

    let configuration: SandboxConfiguration
    let address: PublicAddress
    let orders: OrderBook
    let purchases: Purchases

    /// Reserves an order for what the form names.
    ///
    /// - Returns: The order as the storefront's SDK gets it.
    /// - Throws: ``Refusal``.
    func reserve(_ fields: [FormText.Field]) throws -> SandboxJSON {
        func value(_ name: String) -> String { fields.last { $0.name == name }?.value ?? "" }
        try verify(value)
        guard let product = Product.catalogue.first(where: { $0.number == value("product_no") }) else {
            throw Refusal(code: 422, message: "not available on this page")
        }
        let order = purchases.place(product, by: .external)
        let reserved = json(order, product)
        orders.change(order.id) { $0.messages.append(.reserved(fields, answer: reserved.compact)) }
        return reserved
    }

    private func verify(_ value: (String) -> String) throws {
        guard value("app_key") == configuration.clientID else { throw Refusal(code: 403, message: "unknown app_key") }
        guard value("mall_id") == configuration.mallID else { throw Refusal(code: 422, message: "another mall") }
        guard let time = Double(value("request_time")),
            abs(time - Date().timeIntervalSince1970) <= Self.tolerance
        else { throw Refusal(code: 422, message: "request_time is too old") }
        guard !value("member_id").isEmpty else { throw Refusal(code: 422, message: "member_id is missing") }
        let hash = Cafe24Hashes(serviceKey: configuration.serviceKey).reserve(
            mallID: value("mall_id"),
            requestTime: value("request_time"),
            clientID: value("app_key"),
            memberID: value("member_id")
        )
        guard Cafe24Hashes.equal(value("hmac"), hash) else { throw Refusal(code: 403, message: "hmac does not fit") }
    }

    private func json(_ order: Order, _ product: Product) -> SandboxJSON {
        let item = product.cartItem(in: order.currency, shopNo: configuration.shopNo)
        let responseTime = String(Int(Date().timeIntervalSince1970))
        let notificationURL = address.url + MallPath.checkoutNotified
        let hash = Cafe24Hashes.reservation(
            clientID: configuration.clientID,
            orderID: order.id,
            total: item.wholeTotal,
            responseTime: responseTime,
            returnNotificationURL: notificationURL
        )
        return [
            "products": .array([item.json]), "order_id": .string(order.id),
            "return_noty_url": .string(notificationURL), "response_time": .string(responseTime), "hmac": .string(hash),
        ]
    }
}
