import ProviderKit

/// The carts of external checkouts, on their way to a payment.
public protocol CartStore: Sendable {
    /// Keeps the cart of an external checkout, sealed. One that is there already only lives longer.
    ///
    /// Of the sender's carts for this order the latest few are kept, and those with an attempt that counts.
    ///
    /// - Parameters:
    ///   - cart: What the shop's page sent, checked.
    ///   - key: Stands for this cart of this order, and for no other.
    ///   - sender: Who sent it.
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number; a mall's shops share their numbers.
    ///   - now: When it was sent.
    /// - Throws: The database's error.
    func saveCart(
        _ cart: Cart,
        as key: CartKey,
        of sender: CartSender,
        mall: String,
        orderNumber: String,
        at now: Timestamp
    ) async throws

    func cart(_ key: CartKey) async throws -> KeptCart?

    /// The cart that a sender sent last for an order. However many others sent, none of theirs is opened for it.
    func latestCart(of sender: CartSender, mall: String, orderNumber: String) async throws -> KeptCart?

    /// The cart that a payment was opened for.
    func cart(of payment: PaymentKey) async throws -> KeptCart?

    /// Says that a payment is for a cart from now on, and for no other one of its sender.
    func bind(_ payment: PaymentKey, to cart: CartKey) async throws

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
