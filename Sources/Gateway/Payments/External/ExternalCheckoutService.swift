import Logging
import ProviderKit

/// External checkout (contract, A10 to A13): from the payment button to a payment with a price.
///
/// H5's key is public and order numbers can be guessed (contract, S3), so anybody can send a payload for anybody's
/// order. Each payload has a cart of its own, and each sender its own attempt to pay; who has a cart's key, or asks
/// without one from where the cart was sent, is taken for its buyer.
struct ExternalCheckoutService: Sendable {
    let store: any PaymentStore
    let directory: MallDirectory
    let providers: ProviderDirectory
    let checkout: CheckoutService
    let pricing: OrderPricing
    let limits: ExternalLimits
    let keys: CartKeys
    let clock: any ProviderClock

    /// What the button hands the buyer over to.
    enum Beginning: Sendable {
        /// The PG's page.
        case payment(Payment)
        /// The review page of this cart, which opens the PG.
        case review(CartKey)
    }

    /// Keeps the cart, and opens the PG's session now where the PG is a wallet (contract, A10).
    ///
    /// The session is open over a sum that only the page named. Where the mall's calculation decides, the payment waits
    /// for its price: see ``Payment/awaitsPrice``.
    ///
    /// - Throws: ``Refusal``, ``CheckoutRefusal``, or the database's error.
    func begin(_ order: PayloadDesk.Order, from address: String?) async throws -> Beginning {
        let (mall, number) = (order.shop.mall, order.number)
        let source = try await pricing.source(for: order.shop)
        guard limits.carts.admits(address) else { throw Refusal.tooMany }
        var cart = order.cart
        cart.sender = address
        guard limits.cartBytes.admits(address, weight: try cart.encoded().count) else { throw Refusal.tooMany }
        let key = try keys.key(of: cart, mall: mall, orderNumber: number)
        let sender = keys.sender(at: address, mall: mall, orderNumber: number)
        try await store.saveCart(cart, as: key, of: sender, mall: mall, orderNumber: number, at: clock.now())
        guard order.mode == .wallet else { return .review(key) }
        let kept = KeptCart(key: key, mall: mall, orderNumber: number, cart: cart, shown: nil, payment: nil)
        var request = request(kept, order.shop, PaymentRecord.Price(amount: cart.sum, text: cart.sum.text))
        request.clientAddress = address
        request.awaitsPrice = source == .calculation
        return .payment(try await open(request, for: kept))
    }

    /// Asks the PG for the address and the mall for the price (contract, A11).
    ///
    /// - Parameters:
    ///   - kept: The caller's cart.
    ///   - caller: Who asks.
    /// - Returns: The order with its price.
    /// - Throws: ``Refusal``, or the database's error.
    func review(_ kept: KeptCart, for caller: ExternalCaller) async throws -> ExternalReview {
        guard let shop = directory.shop(mall: kept.mall, number: kept.cart.shop) else { throw Self.unknown }
        guard limits.reviews.admits(caller.address) else { throw Refusal.tooMany }
        let payment = try await payment(of: kept)
        let address = try await address(of: payment) ?? kept.cart.address
        return ExternalReview(
            kept: kept,
            shop: shop,
            payment: payment,
            address: address,
            asksForAddress: providers.manifest(of: shop.provider)?.externalCheckout == .afterReview,
            calculation: try await pricing.price(of: kept.cart, in: shop, to: address, for: caller.address),
            isBuyer: caller.key != nil
        )
    }

    /// Remembers what the buyer sees.
    func noteShown(_ review: ExternalReview) async throws {
        guard review.hasNews else { return }
        try await store.noteShown(review.calculation.due, of: review.kept.key)
    }

    /// Keeps where the goods are to go. Only the key lets anybody say that: a page of somebody else could make a
    /// buyer's browser send an address of its own.
    ///
    /// - Parameters:
    ///   - address: As it was typed.
    ///   - kept: The caller's cart.
    ///   - caller: Who says so.
    /// - Returns: The cart with it.
    /// - Throws: ``Refusal``, or the database's error.
    func keepAddress(
        _ address: ShippingAddress,
        in kept: KeptCart,
        for caller: ExternalCaller
    ) async throws -> KeptCart {
        guard caller.key != nil else { throw Self.unknown }
        guard limits.reviews.admits(caller.address) else { throw Refusal.tooMany }
        try await store.saveAddress(address, of: kept.key)
        var kept = kept
        kept.cart.address = address
        return kept
    }

    /// Opens or re-prices the PG's session over what the order costs now (contract, A12).
    ///
    /// - Parameters:
    ///   - review: As it was just made.
    ///   - address: The buyer's.
    /// - Returns: A payment that the buyer may pay.
    /// - Throws: ``Refusal``, ``CheckoutRefusal``, or the database's error.
    func pay(_ review: ExternalReview, from address: String?) async throws -> Payment {
        let price = PaymentRecord.Price(amount: review.calculation.due, text: review.calculation.dueText)
        var request = request(review.kept, review.shop, price)
        request.clientAddress = address
        request.taxFree = review.calculation.taxFree
        let payment: Payment
        if let open = review.payment, open.canBeRepriced(at: clock.now()) {
            try await refuseWhatIsTaken(request.attempt)
            payment = open
        } else {
            payment = try await open(request, for: review.kept)
        }
        guard payment.awaitsPrice || payment.amount != price.amount else { return payment }
        return try await checkout.fixPrice(of: payment, request)
    }

    /// The cart that the caller may see: the one whose key it has; without a key the latest that came from the same
    /// address. Who guesses at orders is stopped, too.
    ///
    /// - Throws: ``Refusal``, or the database's error.
    func cart(for caller: ExternalCaller) async throws -> KeptCart {
        guard directory.mall(caller.mall) != nil else { throw Refusal(.request, "mall_id is not known here") }
        guard limits.lookups.admits(caller.address) else { throw Refusal.tooMany }
        if let key = caller.key {
            guard let kept = try await store.cart(key), kept.mall == caller.mall,
                kept.orderNumber == caller.orderNumber
            else { throw Self.unknown }
            return kept
        }
        let (mall, number) = (caller.mall, caller.orderNumber)
        let sender = keys.sender(at: caller.address, mall: mall, orderNumber: number)
        guard let kept = try await store.latestCart(of: sender, mall: mall, orderNumber: number) else {
            throw Self.unknown
        }
        return kept
    }

    /// The payment that ended a cart's order: a paid order is not paid again.
    func paid(_ kept: KeptCart) async throws -> Payment? {
        guard let payment = try await payment(of: kept), payment.holdsOrder, payment.state.wasPaid else { return nil }
        return payment
    }

    private static let unknown = Refusal(.notFound, "no such order waits for its payment here")

    private func payment(of kept: KeptCart) async throws -> Payment? {
        guard let key = kept.payment, let payment = try await store.payment(key) else { return nil }
        return payment.superseded == nil ? payment : nil
    }

    private func address(of payment: Payment?) async throws -> ShippingAddress? {
        guard let payment, payment.state == .awaitingBuyer,
            providers.manifest(of: payment.instance)?.externalCheckout == .wallet
        else { return nil }
        guard checkout.settlement.takesBudget(payment) else { throw Refusal.tooMany }
        do {
            let provider = try await providers.provider(of: payment.accountID)
            let snapshot = try await provider.verify(.inquiry, of: payment.reference, approval: nil)
            guard snapshot.status != .absent else {
                throw Refusal(.notFound, "the payment company knows no such order")
            }
            return snapshot.shippingAddress
        } catch is ProviderError {
            throw Refusal(.business, "the payment company does not answer; please try again")
        }
    }
}

extension Payment {
    /// Open at the PG, for long enough to be paid.
    fileprivate func canBeRepriced(at now: Timestamp) -> Bool {
        state == .awaitingBuyer && action != nil && expires > now + Opening.leastTimeLeft
    }
}
