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
        let result = try await sessions.update(id) { session throws(ProviderError) in
            let before = session
            session.calls.verify += 1
            if fault?.kind == .decline {
                session.decline(at: now)
            } else if let approval {
                try session.capture(approval, of: payment.amount, at: now, account: newAccountNumber())
            }
            return (session, session.event(since: before))
        }
        if case (let session, let event?)? = result, let plan = session.webhooks {
            try await announce(event, of: session, after: plan.wait(for: event), copies: plan.copies)
        }
        try await finish(under: fault)
        guard let snapshot = result?.0.snapshot(at: now) else {
            return PaymentSnapshot(.absent, paid: .zero(payment.amount.currency))
        }
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
