import ProviderKit

extension Stripe {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        switch cancellation.kind {
        case .refund(let amount): try await inTime.refund(amount, cancellation, of: payment)
        case .void: try await inTime.void(payment)
        }
    }

    private func refund(
        _ amount: Money,
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let intent = try await intent(of: payment) else {
            return .refused(code: "resource_missing", message: "Stripe knows of no payment to give back")
        }
        let fields: Fields = [
            ("payment_intent", intent),
            ("amount", String(try amount.stripeUnits())),
            ("metadata[operation]", cancellation.operation.text),
            ("metadata[payment_key]", payment.key.text),
        ]
        let answer: StripeAnswer<StripeRefund>
        do {
            answer = try await send(fields, to: "/v1/refunds", key: cancellation.operation, as: StripeRefund.self)
        } catch {
            return try await outcome(of: cancellation.operation, over: amount, in: intent, after: error)
        }
        switch answer {
        case .value(let refund): return try outcome(of: refund, over: amount)
        case .refused(let detail):
            guard detail.code == "charge_already_refunded" else {
                return .refused(code: detail.name, message: detail.message ?? "")
            }
            let made = try await refundsInDoubt(of: intent).first { $0.operation == cancellation.operation }
            return try made.map { refund throws(ProviderError) in try outcome(of: refund, over: amount) }
                ?? .refused(code: detail.name, message: detail.message ?? "")
        }
    }

    /// What an earlier try of the same refund did, shows only here.
    private func refundsInDoubt(of intent: String) async throws(ProviderError) -> [StripeRefund] {
        do {
            return try await refunds(of: intent)
        } catch {
            throw error.inDoubt
        }
    }

    private func intent(of payment: PaymentReference) async throws(ProviderError) -> String? {
        if let intent = payment.intent { return intent }
        return try await look(at: payment)?.intent?.id
    }

    /// Stripe repeats even a server error for the life of the key, so the refunds are read before it is given up.
    private func outcome(
        of operation: OperationID,
        over amount: Money,
        in intent: String,
        after error: ProviderError
    ) async throws(ProviderError) -> CancellationOutcome {
        guard error.code == .unknown, let listed = try? await refunds(of: intent),
            let made = listed.first(where: { $0.operation == operation })
        else { throw error }
        return try outcome(of: made, over: amount)
    }

    private func outcome(of refund: StripeRefund, over amount: Money) throws(ProviderError) -> CancellationOutcome {
        guard try Money(stripeUnits: refund.amount, currency: refund.currency) == amount else {
            throw ProviderError(.conflict, "Stripe gave back another amount")
        }
        switch refund.status.flatMap({ StripeRefund.Status(rawValue: $0) }) {
        case .succeeded: return .done(reference: refund.id)
        case .pending, .requiresAction: return .pending(reference: refund.id)
        case .failed, .canceled:
            return .refused(code: refund.failureReason ?? refund.status ?? "", message: "the refund failed")
        case nil: throw ProviderError(.unknown, "a refund of a status that nobody knows", providerCode: refund.status)
        }
    }
}
