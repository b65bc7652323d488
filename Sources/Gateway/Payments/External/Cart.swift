import ProviderKit

/// What a buyer wants to buy with the payment button, as the shop's page said and H5 covers.
///
/// It holds who the buyer is, so it is sealed at rest.
public struct Cart: Hashable, Sendable, Codable {
    public var shop: Int
    public var currency: Currency
    public var items: [CartItem]
    /// The member's id, or a guest's.
    public var buyerID: String
    public var isGuest: Bool
    /// The shop's address as the page named it: where the buyer goes in the end (contract, B5).
    public var shopURL: String
    public var notificationURL: String
    public var language: Language
    public var isMobile: Bool
    /// Whose browser sent it, by its address.
    public var sender: String?
    /// Where the goods go, where the buyer said so on the review page.
    public var address: ShippingAddress?

    /// The member's id; `nil` for guests.
    var member: String? { isGuest ? nil : buyerID }

    func money(_ minorUnits: Int64) -> Money { Money(minorUnits, currency) }

    /// What the items cost by the page's word: no shipping, no discounts.
    var sum: Money { money(items.reduce(0) { $0 &+ $1.total }) }
}

/// One product with its options. Prices are minor units of the cart's currency.
public struct CartItem: Hashable, Sendable, Codable {
    public var productNumber: Int
    public var variantCode: String
    public var optionID: String?
    public var quantity: Int64
    public var productPrice: Int64
    /// May be below zero.
    public var optionPrice: Int64
    public var name: String
    public var optionText: String?
    public var isBundle: Bool
    public var bundleNumber: Int?
    /// `P` prepaid, `C` on delivery.
    public var prepaidShipping: String
    /// `A` domestic, `B` overseas.
    public var shippingType: String

    /// Bounded when the cart was read, so it fits.
    var total: Int64 { (productPrice &+ optionPrice) &* quantity }
}

/// Kept as its code.
extension Currency: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(code) is no currency")
        }
        self = currency
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
