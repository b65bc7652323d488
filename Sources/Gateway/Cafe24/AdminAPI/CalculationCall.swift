import ProviderKit

/// A question for `orders/calculation` (contract, B11), written with the API's own spelling of its fields.
struct CalculationCall: Sendable {
    let cart: Cart
    /// Where the goods go, as far as that is known.
    let address: ShippingAddress?

    func body(shop: Int) -> String {
        var object = JSONObject()
        object.add("shop_no", json: String(shop))
        object.add("request", json: request)
        return object.text
    }

    private var request: String {
        var object = JSONObject()
        object.add("mobile", cart.isMobile ? "T" : "F")
        object.add("device", cart.isMobile ? "mobile" : "pc")
        if let member = cart.member, member.utf8.count <= 20 {
            object.add("member_id", member)
        } else {
            object.add("member_id", json: "null")
        }
        object.add("shipping_type", cart.items.first?.shippingType ?? "A")
        if let address {
            object.add("country_code", address.country)
            object.add("zipcode", address.postalCode)
            let lines = address.lines + [address.district, address.city]
            object.add("address_full", TextCut.characters(lines.joined(separator: " "), atMost: 1000))
            object.add("address_state", TextCut.characters(address.state, atMost: 255))
        }
        object.add("items", json: "[\(cart.items.map { item($0) }.joined(separator: ","))]")
        return object.text
    }

    private func item(_ item: CartItem) -> String {
        var object = JSONObject()
        object.add("product_no", json: String(item.productNumber))
        object.add("variant_code", item.variantCode)
        if let option = item.optionID { object.add("option_id", option) }
        object.add("quantity", json: String(item.quantity))
        object.add("product_price", cart.money(item.productPrice).text)
        object.add("option_price", cart.money(item.optionPrice).text)
        object.add("product_bundle", item.isBundle ? "T" : "F")
        if let bundle = item.bundleNumber { object.add("product_bundle_no", json: String(bundle)) }
        object.add("prepaid_shipping_fee", item.prepaidShipping)
        return object.text
    }
}
