import ProviderKit

/// The carts of external checkouts, on their way to a payment.
public protocol CartStore: Sendable {
    /// Keeps the cart of an external checkout, sealed. One that is there already only lives longer.
    ///
    /// - Parameters:
    ///   - cart: What the shop's page sent, checked.
    ///   - key: Stands for this cart of this order, and for no other.
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number; a mall's shops share their numbers.
    ///   - now: When it was sent.
    /// - Throws: The database's error.
    func saveCart(
        _ cart: Cart,
        as key: CartKey,
        mall: String,
        orderNumber: String,
        at now: Timestamp
    ) async throws

    func cart(_ key: CartKey) async throws -> KeptCart?

    /// The carts that were sent for an order, the latest first; no more than 50, as anybody can send some.
    func carts(mall: String, orderNumber: String) async throws -> [KeptCart]

    /// The cart that a payment was opened for.
    func cart(of payment: PaymentKey) async throws -> KeptCart?

    /// Says that a payment is for a cart, and for no other one. Of several carts at the same time one gets it.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - cart: Its cart from now on.
    ///   - earlier: The cart that it may be taken from.
    /// - Returns: `false` where it is a third one's, and nothing was changed.
    /// - Throws: The database's error.
    func bind(_ payment: PaymentKey, to cart: CartKey, insteadOf earlier: CartKey?) async throws -> Bool

    /// Remembers which total the buyer was shown.
    func noteShown(_ total: Money, of cart: CartKey) async throws

    /// Keeps where the buyer wants the goods to go, sealed with the cart.
    func saveAddress(_ address: ShippingAddress, of cart: CartKey) async throws

    /// Forgets the carts that were sent before a moment.
    ///
    /// - Returns: How many there were.
    /// - Throws: The database's error.
    func purgeCarts(sentBefore moment: Timestamp) async throws -> Int
}
