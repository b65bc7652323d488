/// One product of a payload, as the shop's page wrote it: prices are still text.
struct PayloadItem: Sendable {
    let shopNumber: Int
    let productNumber: Int
    let variantCode: String
    let optionID: String?
    let quantity: Int64
    let productPrice: String
    /// May have a minus sign.
    let optionPrice: String
    let name: String
    let optionText: String?
    let isBundle: Bool
    let bundleNumber: Int?
    let prepaidShipping: String
    let shippingType: String

    static let mostPieces: Int64 = 100_000

    /// - Parameters:
    ///   - value: A member of `order`.
    ///   - place: Where it stands, for faults.
    /// - Throws: ``RequestFault`` naming the field.
    init(_ value: JSONValue, at place: String) throws(RequestFault) {
        guard value.members != nil else { throw RequestFault(field: place, "is not an object") }
        let reader = ItemReader(value: value, place: place)
        guard let shop = try reader.number("shop_no"), let product = try reader.number("product_no") else {
            throw RequestFault(field: place, "lacks shop_no or product_no")
        }
        guard let quantity = try reader.text("quantity", max: 12).flatMap({ Int64($0) }),
            (1...Self.mostPieces).contains(quantity)
        else { throw RequestFault(field: "\(place).quantity", "is not a whole number above zero") }
        guard let price = try reader.text("product_price", max: 32) else {
            throw RequestFault(field: "\(place).product_price", "is missing")
        }
        shopNumber = shop
        productNumber = product
        self.quantity = quantity
        productPrice = price
        optionPrice = try reader.text("option_price", max: 32) ?? "0"
        variantCode = try reader.text("variant_code", max: 32) ?? ""
        optionID = try reader.text("option_id", max: 64)
        name = value["product_name"]?.words(max: 1000) ?? ""
        optionText = value["option_text"]?.words(max: 1000)
        isBundle = try reader.text("product_bundle", max: 5) == "T"
        bundleNumber = try reader.number("product_bundle_no")
        // The storefront misspells it; the Admin API does not (contract, D.1 #28).
        prepaidShipping = try reader.text("prefaid_shipping_fee", max: 1) ?? "P"
        shippingType = try reader.text("shipping_type", max: 1) ?? "A"
    }
}

/// Reads the scalars of one item.
private struct ItemReader {
    let value: JSONValue
    let place: String

    func text(_ name: String, max: Int) throws(RequestFault) -> String? {
        let text: String
        switch value[name] {
        case nil, .null?: return nil
        case .string(let string)?: text = string.trimmed
        case .number(let lexeme)?: text = lexeme
        case .bool(let flag)?: text = flag ? "T" : "F"
        case .array?, .object?: throw RequestFault(field: "\(place).\(name)", "is not a plain value")
        }
        let field = "\(place).\(name)"
        guard text.utf8.count <= max else { throw RequestFault(field: field, "is longer than \(max) bytes") }
        guard !text.hasControlCharacters else { throw RequestFault(field: field, "has control characters") }
        return text.isEmpty ? nil : text
    }

    func number(_ name: String) throws(RequestFault) -> Int? {
        guard let text = try text(name, max: 12) else { return nil }
        guard let number = Int(text), number >= 0, String(number) == text else {
            throw RequestFault(field: "\(place).\(name)", "is not a whole number")
        }
        return number == 0 ? nil : number
    }
}
