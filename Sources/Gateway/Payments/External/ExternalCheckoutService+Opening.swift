import ProviderKit

/// One order, perhaps with carts of several senders: whose payment is it?
extension ExternalCheckoutService {
    /// Opens the order's session for a cart. A buyer who changes the cart supersedes an unpaid attempt (ledger, rule
    /// 8); somebody else does not, and is not given another cart's payment either.
    ///
    /// - Throws: ``Refusal``, ``CheckoutRefusal``, or the database's error.
    func open(_ request: CheckoutRequest, for kept: KeptCart) async throws -> Payment {
        if let latest = try await latest(mall: kept.mall, kept.orderNumber), latest.isUnderWay(at: clock.now()) {
            _ = try await owner(of: latest, admitting: kept)
        }
        let payment = try await checkout.open(request)
        var isOurs = false
        // Equal carts of two senders find the same attempt when they come at the same time: the first one has it.
        while !isOurs {
            let earlier = try await owner(of: payment, admitting: kept)
            isOurs = try await store.bind(payment.key, to: kept.key, insteadOf: earlier)
        }
        return payment
    }

    /// The attempt that an order's buyer is at.
    func latest(mall: String, _ orderNumber: String) async throws -> Payment? {
        try await store.payments(orderNumber: orderNumber).first {
            $0.order.mall == mall && $0.flow == .external && $0.superseded == nil
        }
    }

    /// The cart that an attempt is for.
    ///
    /// - Throws: ``Refusal`` where it is another sender's.
    private func owner(of payment: Payment, admitting kept: KeptCart) async throws -> CartKey? {
        guard let owner = try await store.cart(of: payment.key) else { return nil }
        guard owner.key == kept.key || owner.cart.sender == kept.cart.sender else {
            throw Refusal(.business, "this order is being paid with another cart; please start from the shop again")
        }
        return owner.key
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
            notificationURL: cart.notificationURL
        )
        return CheckoutRequest(
            attempt: attempt,
            title: cart.title ?? "\(shop.name) \(kept.orderNumber)",
            buyerID: cart.member,
            language: cart.language
        )
    }
}

extension Payment {
    /// Somebody may be paying it at this moment, or nobody knows whether it is paid.
    fileprivate func isUnderWay(at now: Timestamp) -> Bool {
        switch state {
        case .opened, .awaitingBuyer: expires > now
        case .settling, .pending, .unknown: true
        default: false
        }
    }
}

extension Cart {
    /// What is bought, for the PG's page.
    fileprivate var title: String? {
        guard let first = items.first, !first.name.isEmpty else { return nil }
        return items.count == 1 ? first.name : "\(first.name) +\(items.count - 1)"
    }
}
