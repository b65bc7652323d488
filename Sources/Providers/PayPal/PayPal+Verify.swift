import HTTPTypes
import ProviderKit

extension PayPal {
    /// About as long as PayPal keeps an order that nobody captures.
    static let orderLife = Duration.seconds(3 * 3600)

    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        try await inTime.settle(by: evidence, payment, approval)
    }

    /// Looks at the order, and captures it where the buyer has approved it and we may.
    ///
    /// A capture whose answer was lost is found by the next look.
    private func settle(
        by evidence: Evidence,
        _ payment: PaymentReference,
        _ approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        guard let state = try payment.payPalState() else { return absence(of: payment, .absent) }
        try check(evidence, names: state.order)
        guard let order = try await order(state) else { return try disappearance(of: payment, state) }
        let snapshot = try order.snapshot(of: payment, state, hasLeft: evidence.hasLeft)
        guard [.open, .abandoned].contains(snapshot.status) else { return snapshot }
        if try await closedOrders.contains(state.order) { return absence(of: payment, .expired) }
        guard let approval, order.isApproved else { return snapshot }
        return try await capture(payment, state, approval)
    }

    func order(_ state: PayPalState) async throws(ProviderError) -> PayPalOrder? {
        try await api.read("/v2/checkout/orders/\(FormText.pathSegment(state.order))", as: PayPalOrder.self)
    }

    /// After a call that may have moved money, a look that fails leaves it unknown.
    func orderInDoubt(_ state: PayPalState) async throws(ProviderError) -> PayPalOrder? {
        do {
            return try await order(state)
        } catch {
            throw error.inDoubt
        }
    }

    /// A return is unsigned; that it names our order tells just which page the buyer comes from.
    private func check(_ evidence: Evidence, names order: String) throws(ProviderError) {
        guard case .returned(let message, via: _) = evidence else { return }
        guard Signature.matches(message.form()["token"], order) else {
            throw ProviderError(.rejectedMessage, "the return names another order")
        }
    }

    private func absence(of payment: PaymentReference, _ status: PaymentSnapshot.Status) -> PaymentSnapshot {
        PaymentSnapshot(status, paid: .zero(payment.amount.currency))
    }

    /// PayPal forgets an order that nobody has paid in time, never one that was captured.
    private func disappearance(
        of payment: PaymentReference,
        _ state: PayPalState
    ) throws(ProviderError) -> PaymentSnapshot {
        guard state.capture == nil else {
            throw ProviderError(.conflict, "PayPal does not know an order that it has captured")
        }
        let isOver = services.clock.now() >= payment.opened + Self.orderLife
        return absence(of: payment, isOver ? .expired : .absent)
    }

    private func capture(
        _ payment: PaymentReference,
        _ state: PayPalState,
        _ approval: OperationID
    ) async throws(ProviderError) -> PaymentSnapshot {
        let answer = try await api.post(
            "/v2/checkout/orders/\(FormText.pathSegment(state.order))/capture",
            [String: String](),
            requestID: state.captureID(approval)
        )
        if answer.status.kind == .successful {
            return try answer.json(as: PayPalOrder.self).snapshot(of: payment, state)
        }
        let refusal = try PayPalRefusal(answer)
        switch refusal.meaning {
        case .declined:
            return absence(of: payment, .declined(code: refusal.code, message: refusal.message))
        case .buyerActs:
            let link = refusal.payerLink.flatMap { api.line.isPage($0) ? $0 : nil }
            return try sendingBack(to: link ?? state.payerLink, payment, state)
        case .lookFirst:
            guard let order = try await orderInDoubt(state), order.capture != nil else { throw refusal.error }
            return try order.snapshot(of: payment, state)
        case .mayHaveHappened, .later, .configuration, .refused:
            throw refusal.error
        }
    }

    private func sendingBack(
        to link: String,
        _ payment: PaymentReference,
        _ state: PayPalState
    ) throws(ProviderError) -> PaymentSnapshot {
        var next = state
        next.rounds += 1
        var snapshot = absence(of: payment, .buyerActs(resume: link))
        snapshot.state = try ModuleState(next)
        return snapshot
    }
}

extension Evidence {
    /// Whether the buyer came back by another door than that of success.
    fileprivate var hasLeft: Bool {
        if case .returned(_, via: let door) = self { door != .success } else { false }
    }
}
