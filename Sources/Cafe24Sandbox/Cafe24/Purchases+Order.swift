import Foundation

extension Purchases {
    /// Puts a new order into the book, before the gateway hears of it.
    func place(_ product: Product, by flow: PurchaseFlow) -> Order {
        let now = Date()
        let id = numbers.next(at: now)
        let order = Order(
            id: id,
            flow: flow,
            product: product,
            currency: configuration.currency,
            partnerID: configuration.partnerID,
            extraData: flow == .external ? [:] : Self.notes(on: id),
            placedAt: now
        )
        orders.add(order)
        return order
    }

    /// The order in Cafe24's words.
    func checkout(_ order: Order) -> SandboxClient.Checkout {
        var checkout = SandboxClient.Checkout(
            amount: order.amount,
            currency: order.currency,
            orderID: order.id,
            partnerID: order.partnerID,
            returnURL: FormText.append(
                [FormText.Field(name: "order", value: order.id)],
                to: address.url + MallPath.returned
            ),
            returnNotificationURL: address.url + MallPath.notified,
            extraData: order.extraData
        )
        checkout.flow = order.flow
        checkout.shopNo = String(configuration.shopNo)
        checkout.buyerID = Self.memberID
        checkout.more = [
            SandboxJSON.Member(name: "buyer_name", value: "김데모"),
            SandboxJSON.Member(name: "product_name", value: .string(order.product.name.korean)),
        ]
        return checkout
    }

    /// The one customer of the mall, who is always signed in.
    static let memberID = "demobuyer"

    private static func notes(on id: String) -> SandboxJSON {
        [
            "pgName": "pg-gateway", "orderId": .string(id),
            "LogKey": .string(logKey()), "sRdrLogKey": .string(logKey()),
        ]
    }

    /// `PG` and 32 hex digits, 122 random bits, in the place of Cafe24's own log keys.
    private static func logKey() -> String {
        "PG" + UUID().uuidString.filter { $0 != "-" }
    }
}
