import ProviderKit

/// The absolute addresses that the gateway gives out, below its `publicURL`.
struct PublicAddresses: Sendable {
    let publicURL: WebOrigin

    /// Where the PG sends the buyer and its reports for one payment.
    func checkoutURLs(for payment: Payment) -> CheckoutURLs {
        let base = publicURL.description
        let callback = "\(base)\(callbackPath(payment.flow))?key=\(payment.key.text)"
        return CheckoutURLs(
            success: callback,
            cancel: "\(callback)&door=\(ReturnDoor.cancel.rawValue)",
            failure: "\(callback)&door=\(ReturnDoor.failure.rawValue)",
            notification: "\(base)\(RouteTable.asynchronousWebhook)?key=\(payment.key.text)",
            close: "\(callback)&door=\(ReturnDoor.cancel.rawValue)"
        )
    }

    private func callbackPath(_ flow: Flow) -> String {
        switch flow {
        case .synchronous: RouteTable.synchronousCallback
        case .asynchronous: RouteTable.asynchronousCallback
        case .external: RouteTable.externalCallback
        }
    }

    /// Where Cafe24 sends the buyer to pay. A synchronous address carries the key in its query (contract, A1).
    ///
    /// - Throws: ``Refusal`` where the session was not opened.
    func paymentURL(of payment: Payment) throws -> String {
        guard let action = payment.action else {
            throw Refusal(.unavailable, "the payment page is not ready; please try again")
        }
        let address = address(of: action, for: payment.key)
        guard payment.flow == .synchronous else { return address }
        return AddressQuery.adding([("key", payment.key.text)], to: address)
    }

    /// The PG's own address where that is all a buyer needs, else the gateway's page.
    private func address(of action: CheckoutAction, for key: PaymentKey) -> String {
        guard case .redirect(let address) = action else { return "\(publicURL)\(RouteTable.hostedPage)/\(key.text)" }
        return address
    }

    /// Where a PG reports to that takes one address for a whole account.
    func webhookURL(of account: AccountID) -> String {
        "\(publicURL)\(RouteTable.asynchronousWebhook)?account=\(account.instance).\(account.reference)"
    }

    /// The script that malls register for the payment button.
    var scriptURL: String { "\(publicURL)\(RouteTable.externalScript)" }

    /// The script behind the payment button; its address changes with its content.
    func buttonURL(hash: String) -> String { "\(publicURL)\(RouteTable.externalButton)\(hash).js" }

    /// Where the buyer of an external checkout sees what it costs.
    ///
    /// - Parameters:
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number.
    ///   - key: The buyer's cart. Order numbers can be guessed, so only who has the key sees all of it.
    ///   - isChanged: Whether the page is to say that the total is another one now.
    /// - Returns: The address.
    func reviewURL(
        mall: String,
        orderNumber: String,
        key: CartKey? = nil,
        isChanged: Bool = false
    ) -> String {
        var items = [("mall_id", mall), ("order_id", orderNumber)]
        if let key { items.append(("key", key.text)) }
        if isChanged { items.append(("changed", "1")) }
        return AddressQuery.adding(items, to: "\(publicURL)\(RouteTable.externalReview)")
    }

    /// Where the review page's button leads.
    var payURL: String { "\(publicURL)\(RouteTable.externalPay)" }

    /// Where a module's own pages are.
    func pagesURL(of instance: String) -> String { "\(publicURL)\(RouteTable.providerPages)/\(instance)" }
}
