import ProviderKit

extension MockProvider {
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        let id = sessionID(of: payment.key)
        try check(evidence, names: id)
        let fault = try await faults.next(for: .verify)
        try await begin(under: fault) { () async throws(ProviderError) in
            _ = try await sessions.update(id) { session throws(ProviderError) in session.calls.verify += 1 }
        }
        let now = services.clock.now()
        let snapshot = try await sessions.update(id) { session throws(ProviderError) in
            session.calls.verify += 1
            if fault?.kind == .decline {
                session.decline(at: now)
            } else if let approval {
                try session.capture(approval, of: payment.amount, at: now)
            }
            return session.snapshot(at: now)
        }
        try await finish(under: fault)
        guard let snapshot else { return PaymentSnapshot(.absent, paid: .zero(payment.amount.currency)) }
        return fault?.falsify(snapshot) ?? snapshot
    }

    /// A return names the session it comes from. It proves nothing else, by whichever door it came.
    private func check(_ evidence: Evidence, names id: String) throws(ProviderError) {
        guard case .returned(let message, via: _) = evidence else { return }
        guard Signature.matches(message.form()["session"], id) else {
            throw ProviderError(.rejectedMessage, "the return names another session")
        }
    }
}
