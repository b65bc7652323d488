import ProviderKit

extension Session {
    /// What the merchant asked for, as far as the PG keeps it. Nothing here tells who the buyer is.
    struct Order: Codable, Hashable, Sendable {
        let amount: StoredMoney
        let isAmountFinal: Bool
        let title: String
        let language: Language
        let success: String
        let cancel: String
        let failure: String
        /// Where webhooks go.
        let notification: String
        let allowsDelayed: Bool
        let approver: Approver
        let isToldByReturn: Bool
        let expires: Timestamp
        let operation: OperationID

        /// Whether `approve` takes the money at once, without waiting for the buyer's return.
        var takesAtButton: Bool { approver == .provider && !isToldByReturn }

        init(_ order: CheckoutOrder, approver: Approver) {
            amount = StoredMoney(order.amount)
            isAmountFinal = order.isAmountFinal
            title = TextCut.bytes(order.title, atMost: 300, in: .utf8)
            language = order.language
            success = order.urls.success
            cancel = order.urls.cancel
            failure = order.urls.failure
            notification = order.urls.notification
            allowsDelayed = order.allowsDelayed
            self.approver = approver
            isToldByReturn = order.isToldByReturn
            expires = order.expires
            operation = order.operation
        }

        func address(_ door: ReturnDoor) -> String {
            switch door {
            case .success: success
            case .cancel: cancel
            case .failure: failure
            }
        }
    }

    /// Opens what only failed to open before, or finds that this order is open already.
    ///
    /// - Parameter order: The order of a repeated checkout.
    /// - Throws: ``ProviderError/Code/conflict`` where the key stands for something else.
    mutating func reopen(_ order: Order) throws(ProviderError) {
        guard status != .unopened else {
            status = .open
            self.order = order
            return
        }
        guard self.order.operation == order.operation, self.order.amount == order.amount else {
            throw ProviderError(.conflict, "the order number stands for another order", providerCode: "DUPLICATE_ORDER")
        }
    }

    /// Changes the amount while nobody has paid; the same operation twice is once.
    ///
    /// - Parameters:
    ///   - order: The order with its new amount.
    ///   - now: The moment of asking.
    /// - Throws: ``ProviderError/Code/invalidRequest`` where it is too late, ``ProviderError/Code/conflict`` where the
    ///   operation already stood for another amount.
    mutating func reprice(_ order: Order, at now: Timestamp) throws(ProviderError) {
        if self.order.operation == order.operation, status != .unopened { return try reopen(order) }
        guard [.open, .left, .declined, .authorised].contains(status), !isExpired(at: now) else {
            throw ProviderError(.invalidRequest, "the session is not open any more", providerCode: "NOT_OPEN")
        }
        guard order.amount.money.currency == amount.currency else {
            throw ProviderError(.invalidRequest, "a session keeps its currency", providerCode: "WRONG_CURRENCY")
        }
        self.order = order
    }
}
