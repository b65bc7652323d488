import ProviderKit

extension MockProvider {
    public func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        let id = sessionID(of: payment.key)
        let fault = try await faults.next(for: .cancel)
        try await begin(under: fault) { () async throws(ProviderError) in
            _ = try await sessions.update(id) { session throws(ProviderError) in session.calls.cancel += 1 }
        }
        let now = services.clock.now()
        let reference = "mock_refund_" + services.random.bytes(8).hexadecimal
        let outcome = try await sessions.update(id) { session throws(ProviderError) in
            session.calls.cancel += 1
            guard fault?.kind != .refuse else {
                return CancellationOutcome.refused(code: "REFUSED", message: "The PG refused.")
            }
            switch cancellation.kind {
            case .refund(let amount): return try session.refund(amount, cancellation, reference: reference)
            case .void: return session.void(at: now)
            }
        }
        try await finish(under: fault)
        guard let outcome else { return .notFound }
        return answer(outcome, under: fault)
    }

    /// What the PG says of what it did.
    private func answer(_ outcome: CancellationOutcome, under fault: Fault?) -> CancellationOutcome {
        switch (outcome, fault?.kind) {
        case (.done(let reference), .pending): .pending(reference: reference)
        case (.alreadyPaid(let snapshot), _): .alreadyPaid(fault?.falsify(snapshot) ?? snapshot)
        default: outcome
        }
    }
}
