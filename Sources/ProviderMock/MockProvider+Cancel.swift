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
        let refund = newRefund(at: now, under: fault)
        let result = try await sessions.update(id) { session throws(ProviderError) in
            session.calls.cancel += 1
            let outcome = try carryOut(cancellation, on: &session, as: refund, at: now, under: fault)
            return (session, outcome)
        }
        guard let (session, outcome) = result else {
            try await finish(under: fault)
            return .notFound
        }
        try await announce(refund, of: session, under: fault)
        try await finish(under: fault)
        return answer(outcome, under: fault)
    }

    /// A refund's name and end, for the case that it becomes one.
    private func newRefund(at now: Timestamp, under fault: Fault?) -> Session.NewRefund {
        Session.NewRefund(
            reference: "mock_refund_" + services.random.bytes(8).hexadecimal,
            ending: refundDelay.map { Session.Ending(moment: now + $0, isRefused: fault?.kind == .refuse) }
        )
    }

    private func carryOut(
        _ cancellation: Cancellation,
        on session: inout Session,
        as refund: Session.NewRefund,
        at now: Timestamp,
        under fault: Fault?
    ) throws(ProviderError) -> CancellationOutcome {
        // What is decided later is refused later.
        let isRefusedLater = refund.ending != nil && cancellation.kind != .void
        guard fault?.kind != .refuse || isRefusedLater else {
            return .refused(code: "REFUSED", message: "The PG refused.")
        }
        return switch cancellation.kind {
        case .refund(let amount): try session.refund(amount, cancellation, as: refund, at: now)
        case .void: session.void(at: now)
        }
    }

    /// Tells the end of a refund whose call could not: one that is pending, or said to be.
    private func announce(
        _ refund: Session.NewRefund,
        of session: Session,
        under fault: Fault?
    ) async throws(ProviderError) {
        guard let made = session.refunds.first(where: { $0.reference == refund.reference }) else { return }
        guard made.ending != nil || fault?.kind == .pending else { return }
        let status: WebhookEvent.Status = made.ending?.isRefused ?? false ? .refused : .done
        let event = WebhookEvent(kind: .cancellation, status: status, amount: made.amount.money)
        try await announce(event, of: session, after: cancelDelay)
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
