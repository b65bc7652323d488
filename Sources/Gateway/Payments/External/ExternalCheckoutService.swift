import Logging
import ProviderKit

/// External checkout (contract, A10 to A13): from the payment button to a payment with a price.
struct ExternalCheckoutService: Sendable {
    let store: any PaymentStore
    let directory: MallDirectory
    let providers: ProviderDirectory
    let checkout: CheckoutService
    let pricing: OrderPricing
    let clock: any ProviderClock

    /// What the button hands the buyer over to.
    enum Beginning: Sendable {
        /// The PG's page.
        case payment(Payment)
        /// The review page, which opens the PG.
        case review
    }

    /// Keeps the cart, and opens the PG's session now where the PG is a wallet (contract, A10).
    ///
    /// The session is open over a sum that only the page named. Where the mall's calculation decides, the payment waits
    /// for its price: see ``Payment/awaitsPrice``.
    ///
    /// - Throws: ``Refusal``, ``CheckoutRefusal``, or the database's error.
    func begin(_ order: PayloadDesk.Order, from address: String?) async throws -> Beginning {
        let source = try await pricing.source(for: order.shop)
        try await store.saveCart(order.cart, mall: order.shop.mall, orderNumber: order.number, at: clock.now())
        guard order.mode == .wallet else { return .review }
        var request = request(order.cart, order.number, order.shop, Price(sum: order.cart.sum))
        request.clientAddress = address
        request.awaitsPrice = source == .calculation
        return .payment(try await checkout.open(request))
    }

    /// An order on its way to being paid, with what it costs now.
    struct Review: Sendable {
        let number: String
        let shop: Shop
        let cart: Cart
        /// The PG's session, where it is open already.
        let payment: Payment?
        let address: ShippingAddress?
        let calculation: Calculation
        /// What the buyer was shown before, in minor units; the sum of the items where nothing was.
        let shown: Int64

        var hasChanged: Bool { calculation.due.minorUnits != shown }
    }

    /// Asks the PG for the address and the mall for the price (contract, A11).
    ///
    /// - Throws: ``Refusal``, or the database's error.
    func review(mall: String, orderNumber: String) async throws -> Review {
        guard directory.mall(mall) != nil else { throw Refusal(.request, "mall_id is not known here") }
        guard let (cart, shown) = try await store.cart(mall: mall, orderNumber: orderNumber),
            let shop = directory.shop(mall: mall, number: cart.shop)
        else { throw Refusal(.notFound, "no such order waits for its payment here") }
        let payment = try await latest(mall: mall, orderNumber)
        let address = try await address(of: payment)
        return Review(
            number: orderNumber,
            shop: shop,
            cart: cart,
            payment: payment,
            address: address,
            calculation: try await pricing.price(of: cart, in: shop, to: address),
            shown: shown ?? cart.sum.minorUnits
        )
    }

    /// Remembers what the buyer sees.
    func noteShown(_ review: Review) async throws {
        guard review.hasChanged else { return }
        let due = review.calculation.due
        try await store.noteShown(due, mall: review.shop.mall, orderNumber: review.number)
    }

    /// Opens or re-prices the PG's session over what the order costs now (contract, A12).
    ///
    /// - Parameters:
    ///   - review: As it was just made.
    ///   - address: The buyer's.
    /// - Returns: A payment that the buyer may pay.
    /// - Throws: ``CheckoutRefusal``, or the database's error.
    func pay(_ review: Review, from address: String?) async throws -> Payment {
        let price = Price(amount: review.calculation.due, text: review.calculation.dueText)
        var request = request(review.cart, review.number, review.shop, price)
        request.clientAddress = address
        let payment: Payment
        if let open = review.payment, open.canBeRepriced(at: clock.now()) {
            payment = open
        } else {
            payment = try await checkout.open(request)
        }
        guard payment.awaitsPrice || payment.amount != price.amount else { return payment }
        return try await checkout.fixPrice(of: payment, request)
    }

    /// The attempt that an order's buyer is at.
    func latest(mall: String, _ orderNumber: String) async throws -> Payment? {
        try await store.payments(orderNumber: orderNumber).first {
            $0.order.mall == mall && $0.flow == .external && $0.superseded == nil
        }
    }

    private typealias Price = PaymentRecord.Price

    private func address(of payment: Payment?) async throws -> ShippingAddress? {
        guard let payment, payment.state == .awaitingBuyer,
            providers.manifest(of: payment.instance)?.externalCheckout == .wallet
        else { return nil }
        do {
            let provider = try await providers.provider(instance: payment.instance, account: payment.account)
            let snapshot = try await provider.verify(.inquiry, of: payment.reference, approval: nil)
            guard snapshot.status != .absent else {
                throw Refusal(.notFound, "the payment company knows no such order")
            }
            return snapshot.shippingAddress
        } catch is ProviderError {
            throw Refusal(.business, "the payment company does not answer; please try again")
        }
    }

    private func request(_ cart: Cart, _ number: String, _ shop: Shop, _ price: Price) -> CheckoutRequest {
        let attempt = AttemptRequest(
            order: OrderID(mall: shop.mall, shop: shop.number, number: number),
            flow: .external,
            partnerID: shop.partnerID,
            instance: shop.provider,
            account: shop.accountReference.text,
            amount: price.amount,
            amountText: price.text,
            returnURL: cart.shopURL,
            notificationURL: cart.notificationURL
        )
        return CheckoutRequest(
            attempt: attempt,
            title: cart.title ?? "\(shop.name) \(number)",
            buyerID: cart.member,
            language: cart.language
        )
    }
}

extension PaymentRecord.Price {
    fileprivate init(sum: Money) { self.init(amount: sum, text: sum.text) }
}

extension Payment {
    /// Open at the PG, for long enough to be paid.
    fileprivate func canBeRepriced(at now: Timestamp) -> Bool {
        state == .awaitingBuyer && action != nil && expires > now + Opening.leastTimeLeft
    }
}

extension Cart {
    /// What is bought, for the PG's page.
    fileprivate var title: String? {
        guard let first = items.first, !first.name.isEmpty else { return nil }
        return items.count == 1 ? first.name : "\(first.name) +\(items.count - 1)"
    }
}
