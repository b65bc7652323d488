/// Reckons what an order comes to, the same for the same request: the goods, plus shipping, minus points.
struct Calculation: Sendable {
    /// Why a request can't be reckoned, in words for its author.
    struct Fault: Error {
        let message: String
    }

    /// In hundredths.
    private static let highestPrice = 1_000_000_000_000

    let currency: String

    static func shippingFee(in currency: String) -> String {
        ["KRW": "3000", "JPY": "300", "TWD": "60", "VND": "30000", "PHP": "90.00"][currency] ?? "5.00"
    }

    /// - Returns: The `calculation` of the answer; amounts have two decimals.
    /// - Throws: ``Fault``.
    func answer(to request: SandboxJSON) throws -> SandboxJSON {
        guard case .array(let items)? = request["items"], !items.isEmpty else {
            throw Fault(message: "items is required")
        }
        for misspelt in ["zip_code", "prefaid_shipping_fee"] where request[misspelt] != nil {
            throw Fault(message: "\(misspelt) is unknown")
        }
        let goods = try items.reduce(0) { try $0 + price(of: $1) }
        let shipping = try units(Self.shippingFee(in: currency), "shipping_fee")
        let discount = min(try units(request["points_spent_amount"]?.text ?? "0", "points_spent_amount"), goods)
        func written(_ units: Int) -> SandboxJSON { .string(AmountText(units: units, scale: 2).text) }
        return [
            "shop_no": request["shop_no"] ?? .number("1"),
            "order_price_amount": written(goods), "total_discount_amount": written(discount),
            "shipping_fee": written(shipping), "shipping_fee_discount_amount": written(0),
            "total_amount_due": written(goods + shipping - discount),
            "shipping_fee_information": [
                "default_shipping_fee": written(shipping), "supplier_shipping_fee": .array([]),
                "individual_shipping_fee": .array([]),
            ],
            "tax_free_amount": written(0), "vat_amount": written(0), "tax_amount": written(0),
        ]
    }

    /// Of all its pieces.
    private func price(of item: SandboxJSON) throws -> Int {
        guard item["prefaid_shipping_fee"] == nil else { throw Fault(message: "prefaid_shipping_fee is unknown") }
        if let fee = item["prepaid_shipping_fee"]?.text, !["P", "C"].contains(fee) {
            throw Fault(message: "prepaid_shipping_fee is P or C")
        }
        for name in ["product_no", "variant_code", "quantity", "product_price"] where item[name]?.text == nil {
            throw Fault(message: "\(name) is required")
        }
        guard let quantity = Int(item["quantity"]?.text ?? ""), (1...9999).contains(quantity) else {
            throw Fault(message: "quantity is a whole number")
        }
        let named = try namedPrice(of: item)
        return try (cataloguePrice(of: item) ?? named) * quantity
    }

    /// What the mall sells has the mall's own price, whatever an item says (contract, S4). None of it has options.
    private func cataloguePrice(of item: SandboxJSON) throws -> Int? {
        let product = Product.catalogue.first { $0.number == item["product_no"]?.text }
        return try product.map { try units($0.price(in: currency), "product_price") }
    }

    /// What one piece costs by the item's own word, which must be a price in any case.
    private func namedPrice(of item: SandboxJSON) throws -> Int {
        let option = item["option_price"]?.text ?? "0"
        let optionUnits = try units(option.hasPrefix("-") ? String(option.dropFirst()) : option, "option_price")
        let price = try units(item["product_price"]?.text ?? "", "product_price")
        guard price <= Self.highestPrice, optionUnits <= Self.highestPrice else {
            throw Fault(message: "product_price is out of bounds")
        }
        let one = option.hasPrefix("-") ? price - optionUnits : price + optionUnits
        guard one >= 0 else { throw Fault(message: "option_price is out of bounds") }
        return one
    }

    /// Hundredths, whatever the currency.
    private func units(_ text: String, _ name: String) throws -> Int {
        guard let amount = AmountText(text)?.scaled(to: 2) else { throw Fault(message: "\(name) is no amount") }
        return amount.units
    }
}
