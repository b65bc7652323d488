import ProviderKit

/// One order, perhaps with carts of several senders.
extension ExternalCheckoutService {
    /// Opens the order's session for a cart. A buyer who changes the cart supersedes the unpaid attempt (ledger, rule
    /// 8); others have attempts of their own beside it, of which one at most is approved.
    ///
    /// - Throws: ``Refusal``, ``CheckoutRefusal``, or the database's error.
    func open(_ request: CheckoutRequest, for kept: KeptCart) async throws -> Payment {
        let payment = try await checkout.open(request)
        try await store.bind(payment.key, to: kept.key)
        return payment
    }

    /// What the sender opened before may have been overtaken by somebody else's attempt.
    ///
    /// - Throws: ``CheckoutRefusal``, or the database's error.
    func refuseWhatIsTaken(_ request: AttemptRequest) async throws {
        let attempts = try await store.payments(orderNumber: request.order.number).filter { $0.order == request.order }
        if let refusal = Opening.refusal(of: request, among: attempts) { throw CheckoutRefusal.order(refusal) }
    }

    func request(_ kept: KeptCart, _ shop: Shop, _ price: PaymentRecord.Price) -> CheckoutRequest {
        let cart = kept.cart
        let attempt = AttemptRequest(
            order: OrderID(mall: shop.mall, shop: shop.number, number: kept.orderNumber),
            flow: .external,
            partnerID: shop.partnerID,
            instance: shop.provider,
            account: shop.accountReference.text,
            amount: price.amount,
            amountText: price.text,
            returnURL: cart.shopURL,
            notificationURL: cart.notificationURL,
            sender: keys.sender(at: cart.sender, mall: shop.mall, orderNumber: kept.orderNumber)
        )
        return CheckoutRequest(
            attempt: attempt,
            title: cart.title ?? "\(shop.name) \(kept.orderNumber)",
            buyerID: cart.member,
            language: cart.language
        )
    }
}

extension Cart {
    /// What is bought, for the PG's page.
    fileprivate var title: String? {
        guard let first = items.first, !first.name.isEmpty else { return nil }
        return items.count == 1 ? first.name : "\(first.name) +\(items.count - 1)"
    }
}
