import ProviderKit

/// Equal requests at once, of which one opens the session (ledger, rule 8).
extension CheckoutService {
    /// Waits for the session that somebody else is opening, and shares its answer, also when that is a failure: the PG
    /// is asked once for many at once. Whoever asked when the PG had been silent for half the patience is none of them;
    /// Cafe24 may have been told already that it did not answer, and is asking again.
    ///
    /// - Returns: `nil` where the order is to be decided on anew.
    func opened(_ key: PaymentKey, asked: Timestamp, by deadline: Timestamp) async throws -> Payment? {
        while clock.now() < deadline {
            try await signals.wait(for: key)
            guard let payment = try await store.payment(key) else { return nil }
            switch payment.state {
            case .opened:
                continue
            case .abandoned where payment.action == nil:
                guard asked < payment.opened + patience / 2 else { return nil }
                throw CheckoutRefusal.provider(try await failure(of: payment))
            default:
                return payment.action == nil || payment.superseded != nil ? nil : payment
            }
        }
        throw CheckoutRefusal.busy
    }

    /// Why there is no session, as whoever asked the PG was told: the payment's story knows it, whichever process that
    /// was.
    private func failure(of payment: Payment) async throws -> ProviderError {
        let facts = try await store.story(of: payment.key).events.last { $0.kind == .openingFailed }?.facts ?? [:]
        let code = facts["error"].flatMap { ProviderError.Code(rawValue: $0) }
        return ProviderError(code ?? .temporary, facts["message"] ?? "not opened")
    }
}
