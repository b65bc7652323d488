import ProviderKit

extension Stripe {
    /// Closes the page, since a buyer who left it may still pay in another tab; or lets go what was set aside.
    func void(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let found = try await look(at: payment) else { return .done(reference: nil) }
        let snapshot = try found.snapshot(of: payment)
        switch snapshot.status {
        case .paid: return .alreadyPaid(snapshot)
        case .expired, .declined: return .done(reference: nil)
        case .unknown(let status): throw ProviderError(.unknown, "Stripe says \(status)")
        default: break
        }
        let refusal =
            if snapshot.status == .open {
                try await refusal(of: cancellation, at: "/v1/checkout/sessions/\(found.session.id)/expire")
            } else if let intent = found.intent {
                try await refusal(of: cancellation, at: "/v1/payment_intents/\(intent.id)/cancel")
            } else {
                StripeFailure.Detail(type: nil, code: "no_intent", declineCode: nil, message: nil)
            }
        guard let refusal else { return .done(reference: nil) }
        return try await lateOutcome(refusal, payment)
    }

    private struct Closed: Decodable, Sendable {}

    private func refusal(
        of cancellation: Cancellation,
        at path: String
    ) async throws(ProviderError) -> StripeFailure.Detail? {
        switch try await send([], to: path, key: cancellation.operation, as: Closed.self) {
        case .value: nil
        case .refused(let detail): detail
        }
    }

    /// The buyer may have been quicker.
    private func lateOutcome(
        _ refusal: StripeFailure.Detail,
        _ payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        guard let now = try await look(at: payment)?.snapshot(of: payment) else { return .done(reference: nil) }
        switch now.status {
        case .paid: return .alreadyPaid(now)
        case .expired: return .done(reference: nil)
        default: return .refused(code: refusal.name, message: refusal.message ?? "it cannot be closed now")
        }
    }
}
