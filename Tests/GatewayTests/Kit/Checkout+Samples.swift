import Cafe24Sandbox

extension SandboxClient.Checkout {
    /// An order of 12,000 won at the mock.
    static func sample(
        order: String = "20261122-0000001",
        amount: String = "12000",
        currency: String = "KRW",
        partner: String = "demomall:1:mock",
        shop: String = "1"
    ) -> SandboxClient.Checkout {
        var checkout = SandboxClient.Checkout(
            amount: amount,
            currency: currency,
            orderID: order,
            partnerID: partner,
            returnURL: "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveRtnPage.php",
            returnNotificationURL: "",
            extraData: ["pgName": "pg", "LogKey": "PGPy05"]
        )
        checkout.shopNo = shop
        return checkout
    }

    /// An order at the scripted PG.
    static func scripted(
        order: String = "20261122-0000001",
        amount: String = "12000",
        shop: String = "1"
    ) -> SandboxClient.Checkout {
        var checkout = sample(order: order, amount: amount, partner: "scriptmall:\(shop):scripted", shop: shop)
        checkout.returnURL = "https://scriptmall.cafe24shop.com/Pay/Recv/openpg/PayReceiveRtnPage.php"
        return checkout
    }
}
