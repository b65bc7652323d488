/// One product in a reserved order, with the names that Cafe24's storefront gives its properties.
public struct CartItem: Sendable, Equatable {
    public var productNo: String
    public var variantCode: String
    public var name: String
    /// Text of the price of one, as Cafe24 writes it: `12000` or `9.00`.
    public var productPrice: String
    /// Added to the price; may be negative.
    public var optionPrice = "0"
    public var quantity = 1
    public var shopNo = "1"

    public init(productNo: String, variantCode: String, name: String, productPrice: String) {
        self.productNo = productNo
        self.variantCode = variantCode
        self.name = name
        self.productPrice = productPrice
    }

    /// `prefaid_shipping_fee` is how the storefront spells it.
    public var json: SandboxJSON {
        [
            "shop_no": .string(shopNo), "category_no": "24", "quantity": .number(String(quantity)),
            "additional_option_value": "", "additional_option_values": .array([]),
            "variant_code": .string(variantCode), "product_bundle": "F", "prefaid_shipping_fee": "P",
            "attached_file_option": "", "created_date": "", "product_price": .string(productPrice),
            "option_price": .string(optionPrice), "product_bundle_price": "0", "product_no": .string(productNo),
            "option_id": "000A", "product_bundle_no": "0", "shipping_type": "A", "subscription": "F",
            "subscription_cycle": "", "subscription_shipments_cycle_count": "0", "basket_product_no": "0",
            "product_name": .string(name), "checked_products": "", "option_text": "", "product_bundle_list": .array([]),
        ]
    }

    /// What counts for the signed total: both prices cut to whole numbers, times the quantity.
    var wholeTotal: Int { (Self.whole(productPrice) + Self.whole(optionPrice)) * quantity }

    private static func whole(_ price: String) -> Int { Int(price.prefix { $0 != "." }) ?? 0 }
}
