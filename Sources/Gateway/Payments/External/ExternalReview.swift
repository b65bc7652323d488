import ProviderKit

/// An order on its way to being paid, with what it costs now (contract, A11).
struct ExternalReview: Sendable {
    let kept: KeptCart
    let shop: Shop
    /// The PG's session for this very cart, where it is open already.
    let payment: Payment?
    let address: ShippingAddress?
    /// Whether the gateway has to ask for the address, because the PG has none.
    let asksForAddress: Bool
    let calculation: Calculation
    /// Whether the caller came with the cart's key. Who did not shares no more than an address with the buyer.
    let isBuyer: Bool

    var cart: Cart { kept.cart }
    var number: String { kept.orderNumber }

    /// Whether the order costs something else than the caller was shown.
    ///
    /// A page says what it shows, so that two of them are not taken for one another; it is compared and never charged.
    /// A program may leave that to the gateway, which knows what it told last.
    ///
    /// - Parameters:
    ///   - total: As the page sends it.
    ///   - isPage: Whether it must.
    /// - Returns: `false` only where both are the same.
    func hasChanged(from total: String?, isPage: Bool) -> Bool {
        guard let total else { return isPage || hasNews }
        return (try? Money(total, cart.currency)) != calculation.due
    }

    /// Whether the total is another one than was shown last; at first that is the sum of the items.
    var hasNews: Bool { calculation.due.minorUnits != kept.shown ?? cart.sum.minorUnits }
}
