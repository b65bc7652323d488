import ProviderKit

/// Makes what the payment button sent into an order that the gateway can open, or says why not.
struct PayloadDesk: Sendable {
    let directory: MallDirectory
    let providers: ProviderDirectory
    let clientID: String
    let hashes: Cafe24Settings.PayloadHashes

    /// A payload that fits its shop.
    struct Order: Sendable {
        let shop: Shop
        let number: String
        let cart: Cart
        let mode: ExternalCheckout
        /// The form of H5 that matched.
        let form: ReservationTotal.Form
    }

    /// H5's key stands in the shop's page, so a right hash proves little (contract, S3): currency and addresses are the
    /// shop's own, and prices are asked for again before anything is charged.
    ///
    /// - Parameters:
    ///   - call: The payload.
    ///   - visitor: Whose browser sent it.
    /// - Returns: The order.
    /// - Throws: ``Refusal``.
    func order(_ call: PayloadCall, from visitor: Visitor) throws -> Order {
        guard let mall = directory.mall(call.mall), let shop = mall.shops[call.items[0].shopNumber] else {
            throw Refusal(.request, "mall_id or shop_no is not known here")
        }
        guard shop.isEnabled, let manifest = providers.manifest(of: shop.provider) else { throw Refusal.buttonIsOff }
        guard let mode = manifest.externalCheckout else { throw Refusal.noButton }
        guard call.currencyCode == shop.currency.code else {
            throw Refusal(.request, "currency is not the shop's, which is \(shop.currency)")
        }
        let builder = CartBuilder(call: call, currency: shop.currency)
        let (cart, total) = try checked { try builder.build(shop: shop, for: visitor) }
        guard let form = form(of: call, total) else {
            throw Refusal(.request, "hmac does not match order, order_id, response_time and return_notification_url")
        }
        try checkNotification(call.notificationURL, mall.origins)
        try checkShop(call.returnURLBase, mall.origins)
        guard let kept = try cart.cutToSize() else { throw Refusal(.request, "order is larger than a cart can be") }
        return Order(shop: shop, number: call.orderNumber, cart: kept, mode: mode, form: form)
    }

    private func form(of call: PayloadCall, _ total: ReservationTotal) -> ReservationTotal.Form? {
        let key = HashKey(clientID: clientID, orderID: call.orderNumber)
        return total.candidates.first { form in
            guard hashes == .tolerant || form.isCanonical else { return false }
            let data = HashData.reservationAnswer(
                total: form.total,
                orderID: call.orderNumber,
                responseTime: call.responseTime,
                notificationURL: call.notificationURL,
                isQuoted: form.isQuoted
            )
            return key.verifies(call.hash, data)
        }
    }

    /// Cafe24's receivers of notifications are all below one path.
    private func checkNotification(_ text: String, _ origins: AllowedOrigins) throws {
        let url = try origins.checked(text, "return_notification_url")
        let path = url.path
        guard path.hasPrefix("/Pay/Recv/"), !path.contains(".."), !path.contains("%") else {
            throw Refusal(.request, "return_notification_url is not below /Pay/Recv/")
        }
    }

    /// Paths are added to it, so it ends with one.
    private func checkShop(_ text: String, _ origins: AllowedOrigins) throws {
        let url = try origins.checked(text, "return_url_base")
        guard !url.text.contains("?"), !url.text.contains("#") else {
            throw Refusal(.request, "return_url_base has a query or a fragment")
        }
    }
}

extension Refusal {
    static let buttonIsOff = Refusal(.business, "the payment button is switched off for this shop")
    static let noButton = Refusal(.business, "this shop's payment company has no payment button")
}

extension OutsideURL {
    /// The path as it stands, without query and fragment.
    fileprivate var path: String {
        let behind = text.dropFirst(origin.isSecure ? 8 : 7)
        return String(behind.drop { $0 != "/" && $0 != "?" && $0 != "#" }.prefix { $0 != "?" && $0 != "#" })
    }
}
