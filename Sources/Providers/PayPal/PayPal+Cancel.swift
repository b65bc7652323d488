import HTTPTypes
import ProviderKit

extension PayPal {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch cancellation.kind {
        case .refund(let amount): try await inTime.refund(amount, cancellation, payment)
        case .void: try await inTime.close(payment)
        }
    }

    /// PayPal remembers the operation for 45 days and gives back no more than once.
    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let asked: PayPalMoney
        do {
            asked = try PayPalMoney(amount)
        } catch {
            return .refused(code: error.providerCode ?? "", message: error.message)
        }
        guard let capture = try await captureID(of: payment) else {
            return .refused(code: "NOT_CAPTURED", message: "nothing was paid at PayPal")
        }
        let operation = cancellation.operation.text
        let note = cancellation.reason.beginning(codePoints: 255)
        let answer = try await api.post(
            "/v2/payments/captures/\(FormText.pathSegment(capture))/refund",
            NewPayPalRefund(amount: asked, customID: operation, note: note.isEmpty ? nil : note),
            requestID: operation
        )
        guard answer.status.kind == .successful else {
            return try await outcome(of: try PayPalRefusal(answer), cancellation.operation, payment)
        }
        let refund = try answer.json(as: PayPalRefund.self)
        guard try refund.amount?.money() == amount, refund.customID == nil || refund.customID == operation else {
            throw ProviderError(.conflict, "PayPal answers about another refund")
        }
        return try refund.outcome()
    }

    private func captureID(of payment: PaymentReference) async throws(ProviderError) -> String? {
        guard let state = try payment.payPalState() else { return nil }
        if let capture = state.capture { return capture }
        guard let order = try await order(state) else { return nil }
        guard try order.snapshot(of: payment, state).status == .paid else { return nil }
        return order.capture?.id
    }

    /// Where PayPal says that too little is left, the reason may be this very refund, made before.
    private func outcome(
        of refusal: PayPalRefusal,
        _ operation: OperationID,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch refusal.meaning {
        case .refused, .declined, .buyerActs:
            return .refused(code: refusal.code, message: refusal.message)
        case .lookFirst:
            if let state = try payment.payPalState(), let order = try await orderInDoubt(state),
                let earlier = order.refunds.first(where: { $0.customID == operation.text })
            {
                return try earlier.outcome()
            }
            return .refused(code: refusal.code, message: refusal.message)
        case .mayHaveHappened, .later, .configuration:
            throw refusal.error
        }
    }

    /// An order that nobody has paid is closed by never capturing it.
    private func close(_ payment: PaymentReference) async throws(ProviderError) -> CancellationOutcome {
        guard let state = try payment.payPalState() else { return .done(reference: nil) }
        guard let order = try await order(state) else { return .done(reference: nil) }
        let snapshot = try order.snapshot(of: payment, state)
        switch snapshot.status {
        case .paid:
            return .alreadyPaid(snapshot)
        case .pending:
            return .refused(code: PayPalIssue.pendingCapture.rawValue, message: "PayPal is about to take the money")
        case .unknown(let words):
            throw ProviderError(.unknown, "PayPal's word is not known", providerCode: words)
        case .open, .abandoned, .declined, .buyerActs, .expired, .reversed, .absent:
            try await closedOrders.close(state.order)
            return .done(reference: nil)
        }
    }
}
