import ProviderKit

/// What a call of the review's two routes says: whose order it is, who asks, and what the caller sees.
struct ReviewVisit: Sendable {
    let caller: ExternalCaller
    /// The total on the page that was sent; `nil` where it does not say.
    let shownTotal: String?
    /// Whether the page is shown again because the total is another one.
    let hasChanged: Bool

    /// - Parameters:
    ///   - fields: Of the body and the query.
    ///   - address: The caller's.
    /// - Throws: ``Refusal``.
    init(_ fields: RequestFields, from address: String?) throws {
        let mall = try checked { try fields.required("mall_id", max: 64) }
        caller = ExternalCaller(
            mall: mall,
            orderNumber: try checked { try Self.orderNumber(fields) },
            key: try Self.key(fields),
            address: address
        )
        shownTotal = try checked { try fields.optional("shown_total", max: 32) }
        hasChanged = fields["changed"] == "1"
    }

    /// The page's script in Cafe24's sample calls it `order_no`; without either, the contract's name is missed.
    private static func orderNumber(_ fields: RequestFields) throws -> String {
        try fields.optional("order_id", max: 64) ?? fields.optional("order_no", max: 64)
            ?? fields.required("order_id", max: 64)
    }

    /// A key that has not the form of one is nobody's.
    private static func key(_ fields: RequestFields) throws -> CartKey? {
        guard let text = try checked({ try fields.optional("key", max: 256) }) else { return nil }
        guard let key = CartKey(text) else { throw Refusal(.notFound, "no cart has this key") }
        return key
    }
}

extension ShippingAddress {
    /// What a buyer typed, under the names in which the review tells it (contract, A11).
    init(_ fields: RequestFields) throws(RequestFault) {
        let country = try fields.required("country", max: 2).uppercased()
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw RequestFault(field: "country", "is not two letters")
        }
        let first = try fields.required("add_1", max: 300)
        self.init(
            name: try fields.required("name", max: 200),
            lines: [first, try fields.optional("add_2", max: 300) ?? ""].filter { !$0.isEmpty },
            city: try fields.optional("city", max: 200) ?? "",
            district: "",
            state: try fields.optional("state", max: 200) ?? "",
            postalCode: try fields.required("postal", max: 20),
            country: country,
            phone: try fields.optional("phone", max: 40) ?? ""
        )
    }
}
