import ProviderKit

/// Makes a checkout request of Cafe24 into one that the gateway can carry out, or says why not.
struct CheckoutDesk: Sendable {
    let directory: MallDirectory
    let providers: ProviderDirectory
    let serviceKeys: ServiceKeys

    /// Checks authenticity first, then the shop, then money and addresses.
    ///
    /// One service key covers all malls, so a valid hash says "from Cafe24" and not "for this shop" (contract, S7):
    /// each field is compared with the shop's own.
    ///
    /// - Throws: ``Refusal``.
    func request(_ call: CheckoutCall, flow: Flow, from address: String?) throws -> CheckoutRequest {
        guard serviceKeys.verifies(call.order.hash, call.signed) else {
            throw Refusal(.request, "hash_data does not match amount, currency, order_id and partner_id")
        }
        let shop = try shop(call)
        let amount = try amount(call, in: shop)
        let returnURL = try directory.checkedAddress(call.returnURL, "return_url", of: shop.mall)
        let notificationURL = try call.notificationURL.map {
            try directory.checkedAddress($0, "return_noty_url", of: shop.mall)
        }
        // Cafe24 learns the result of an asynchronous payment in no other way (contract, A4).
        guard flow == .synchronous || notificationURL != nil else {
            throw Refusal(.request, "return_noty_url is missing")
        }
        let attempt = AttemptRequest(
            order: OrderID(mall: shop.mall, shop: shop.number, number: call.order.orderNumber),
            flow: flow,
            partnerID: call.order.partnerID,
            instance: shop.provider,
            account: shop.accountReference.text,
            amount: amount,
            amountText: call.order.amountText,
            returnURL: returnURL,
            notificationURL: notificationURL,
            extraData: call.extraData
        )
        return CheckoutRequest(
            attempt: attempt,
            title: call.title ?? "\(shop.name) \(call.order.orderNumber)",
            buyer: call.buyer,
            buyerID: call.buyerID,
            language: call.language ?? .korean,
            clientAddress: address
        )
    }

    private func shop(_ call: CheckoutCall) throws -> Shop {
        guard let shop = directory.shop(partnerID: call.order.partnerID) else {
            throw Refusal(.request, "partner_id is not known here")
        }
        guard call.shopNumber == String(shop.number) else {
            throw Refusal(.request, "shop_no is not the shop of this partner_id")
        }
        guard shop.isEnabled, providers.manifest(of: shop.provider) != nil else {
            throw Refusal(.business, "payment is switched off for this shop")
        }
        return shop
    }

    private func amount(_ call: CheckoutCall, in shop: Shop) throws -> Money {
        guard call.order.currencyCode == shop.currency.code else {
            throw Refusal(.request, "currency is not the shop's, which is \(shop.currency)")
        }
        let amount: Money
        do {
            amount = try Money(due: call.order.amountText, shop.currency)
        } catch {
            throw Refusal(.request, "amount \(error)")
        }
        if let rule = providers.manifest(of: shop.provider)?.rule(for: shop.currency),
            amount.minorUnits < rule.minimum.minorUnits
        {
            throw Refusal(.business, "amount is below the payment company's minimum of \(rule.minimum)")
        }
        return amount
    }
}
