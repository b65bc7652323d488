import ProviderKit

/// The absolute addresses that the gateway gives out, below its `publicURL`.
struct PublicAddresses: Sendable {
    let publicURL: WebOrigin

    /// Where the PG sends the buyer and its reports for one payment.
    func checkoutURLs(for payment: Payment) -> CheckoutURLs {
        let callback = "\(publicURL)\(callbackPath(payment.flow))?key=\(payment.key.text)"
        return CheckoutURLs(
            success: callback,
            cancel: "\(callback)&door=\(ReturnDoor.cancel.rawValue)",
            failure: "\(callback)&door=\(ReturnDoor.failure.rawValue)",
            notification: "\(publicURL)\(RouteTable.asynchronousWebhook)?key=\(payment.key.text)",
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
    /// - Returns: `nil` where the session was not opened.
    func paymentURL(of payment: Payment) -> String? {
        guard case .redirect(let address)? = payment.action else {
            return payment.action.map { _ in "\(publicURL)\(RouteTable.hostedPage)/\(payment.key.text)" }
        }
        guard payment.flow == .synchronous else { return address }
        return AddressQuery.adding([("key", payment.key.text)], to: address)
    }

    /// Where a module's own pages are.
    func pagesURL(of instance: String) -> String { "\(publicURL)\(RouteTable.providerPages)/\(instance)" }
}
