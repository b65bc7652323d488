/// An order of a mall: what a buyer pays for, in as many attempts as it takes.
public struct OrderID: Hashable, Sendable {
    public let mall: String
    public let shop: Int
    /// Cafe24's order number: `20220519-0000029`.
    public let number: String

    public init(mall: String, shop: Int, number: String) {
        self.mall = mall
        self.shop = shop
        self.number = number
    }
}
