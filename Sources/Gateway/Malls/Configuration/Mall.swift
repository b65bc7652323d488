/// A Cafe24 mall.
public struct Mall: Hashable, Sendable {
    public let id: String
    public let origins: AllowedOrigins
    /// By shop number; 1 is the main shop.
    public let shops: [Int: Shop]
}
