import ProviderKit

/// The review as JSON, in the contract's shape (A11). Amounts are decimal strings.
struct ReviewAnswer {
    let review: ExternalReview

    var json: String {
        let calculation = review.calculation
        var shipping = JSONObject()
        shipping.add("shipping_fee", calculation.shippingFee.text)
        shipping.add("shipping_discount", calculation.shippingDiscount.text)
        var order = JSONObject()
        order.add("total_amount", calculation.dueText)
        order.add("total_shipping_fee", calculation.paidShipping.text)
        order.add("total_item", calculation.items.text)
        order.add("total_discount", calculation.discount.text)
        order.add("currency", calculation.due.currency.code)
        var object = JSONObject()
        object.add("mall_id", review.shop.mall)
        object.add("order_no", review.number)
        object.add("return_button_url", review.cart.shopURL)
        object.add("address_info", json: address)
        object.add("preference", json: "{}")
        object.add("order_products", json: "[\(review.cart.items.map(product).joined(separator: ","))]")
        object.add("shipping_info", json: shipping.text)
        object.add("order_info", json: order.text)
        return object.text
    }

    private var address: String {
        let address = review.visibleAddress
        let lines = (address?.lines ?? []) + ["", "", ""]
        var object = JSONObject()
        object.add("name", address?.name ?? "")
        object.add("add_1", lines[0])
        object.add("add_2", lines[1])
        object.add("add_3", lines[2])
        object.add("city", address?.city ?? "")
        object.add("district", address?.district ?? "")
        object.add("state", address?.state ?? "")
        object.add("postal", address?.postalCode ?? "")
        object.add("country", address?.country ?? "")
        object.add("phone", address?.phone ?? "")
        return object.text
    }

    private func product(_ item: CartItem) -> String {
        var object = JSONObject()
        object.add("product_no", json: String(item.productNumber))
        object.add("product_name", item.name)
        object.add("option_text", item.optionText ?? "")
        object.add("quantity", json: String(item.quantity))
        object.add("product_price", review.cart.money(item.productPrice).text)
        object.add("option_price", review.cart.money(item.optionPrice).text)
        return object.text
    }
}

extension Calculation {
    /// What shipping costs after its own discount; never below zero.
    var paidShipping: Money {
        Money(max(0, shippingFee.minorUnits - shippingDiscount.minorUnits), shippingFee.currency)
    }
}

extension ExternalReview {
    /// In full only for who has the cart's key.
    var visibleAddress: ShippingAddress? { isBuyer ? address : address?.hinted }
}

extension ShippingAddress {
    /// Enough for the buyer to know it by, too little for somebody who only shares an internet address.
    var hinted: ShippingAddress {
        ShippingAddress(
            name: Self.hint(name),
            lines: lines.map(Self.hint),
            city: city,
            district: district,
            state: state,
            postalCode: postalCode,
            country: country,
            phone: Self.hint(phone)
        )
    }

    private static func hint(_ text: String) -> String { text.isEmpty ? "" : "\(text.prefix(1))***" }
}
