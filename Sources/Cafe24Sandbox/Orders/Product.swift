/// Something invented that the mall sells.
struct Product: Sendable, Equatable {
    let id: String
    /// The number by which Cafe24 knows it.
    let number: String
    let name: Text
    let blurb: Text
    /// Price texts as Cafe24 would send them, by currency.
    private let prices: [String: String]
    /// For currencies not listed, all of which are taken to have two decimals.
    private let otherPrice: String

    func price(in currency: String) -> String { prices[currency] ?? otherPrice }

    static let catalogue = [
        Product(
            id: "tea",
            number: "24",
            name: Text(english: "Jeju green tea", korean: "제주 녹차"),
            blurb: Text(english: "First harvest, 40 g in a tin.", korean: "첫물차, 틴 케이스 40g."),
            prices: ["KRW": "12000", "JPY": "1300", "TWD": "280", "VND": "220000", "PHP": "520.00"],
            otherPrice: "9.00"
        ),
        Product(
            id: "cup",
            number: "25",
            name: Text(english: "White porcelain cup", korean: "백자 찻잔"),
            blurb: Text(english: "Thrown by hand in Icheon, 180 ml.", korean: "이천에서 손으로 빚은 180ml 찻잔."),
            prices: ["KRW": "38000", "JPY": "4200", "TWD": "890", "VND": "700000", "PHP": "1650.00"],
            otherPrice: "28.50"
        ),
    ]

    /// The product as the storefront puts it into a reserved order.
    func cartItem(in currency: String, shopNo: Int) -> CartItem {
        var item = CartItem(
            productNo: number,
            variantCode: "P00000" + number + "000A",
            name: name.korean,
            productPrice: price(in: currency)
        )
        item.shopNo = String(shopNo)
        return item
    }
}
