import ProviderKit

extension Stripe {
    public func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        try await inTime.settle(by: evidence, payment, approval)
    }

    /// A return is unsigned and says nothing; the session does.
    private func settle(
        by evidence: Evidence,
        _ payment: PaymentReference,
        _ approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        guard let found = try await look(at: payment) else {
            return PaymentSnapshot(.absent, paid: .zero(payment.amount.currency))
        }
        var snapshot = try found.snapshot(of: payment)
        if case .pending(.capture) = snapshot.status, let approval, let intent = found.intent {
            snapshot = try await capture(intent, of: payment, found, under: approval)
        }
        if case .returned(_, via: .cancel) = evidence {
            snapshot = try await leave(found, snapshot, payment)
        }
        return snapshot
    }

    /// The session with its intent, and the refunds where there may be some.
    ///
    /// - Returns: `nil` where no session was ever opened.
    /// - Throws: ``ProviderError/Code/conflict`` where the session is another order's.
    func look(at payment: PaymentReference) async throws(ProviderError) -> StripePayment? {
        guard let id = payment.session else { return nil }
        let query = [("expand[]", "payment_intent"), ("expand[]", "payment_intent.latest_charge")]
        let session = try await read("/v1/checkout/sessions/\(id)", query, as: StripeSession.self)
        guard session.clientReferenceID == payment.key.text else {
            throw ProviderError(.conflict, "Stripe answers with another order")
        }
        var found = StripePayment(session: session, intent: session.paymentIntent?.object)
        // A refund that failed is no longer in the charge's total, so that a known payment's are always read.
        if let intent = found.intent, found.mayHaveRefunds || payment.status == .paid {
            found.refunds = try await refunds(of: intent.id)
        }
        return found
    }

    /// After a call that may have moved money, a look that fails leaves it unknown.
    private func lookInDoubt(at payment: PaymentReference) async throws(ProviderError) -> StripePayment? {
        do {
            return try await look(at: payment)
        } catch {
            throw error.inDoubt
        }
    }

    /// All refunds of an intent, newest first.
    func refunds(of intent: String) async throws(ProviderError) -> [StripeRefund] {
        var refunds: [StripeRefund] = []
        while true {
            var query: Fields = [("payment_intent", intent), ("limit", "100")]
            if let last = refunds.last { query.append(("starting_after", last.id)) }
            let page = try await read("/v1/refunds", query, as: StripeList<StripeRefund>.self)
            refunds += page.data
            guard page.hasMore ?? false, !page.data.isEmpty else { return refunds }
        }
    }

    /// Takes what the buyer's bank has set aside. It can be taken but once, whatever becomes of the answer.
    private func capture(
        _ intent: StripeIntent,
        of payment: PaymentReference,
        _ found: StripePayment,
        under approval: OperationID
    ) async throws(ProviderError) -> PaymentSnapshot {
        guard try Money(stripeUnits: intent.amount, currency: intent.currency) == payment.amount else {
            throw ProviderError(.conflict, "the bank set another amount aside")
        }
        let answer = try await send(
            [("expand[]", "latest_charge")],
            to: "/v1/payment_intents/\(intent.id)/capture",
            key: approval,
            as: StripeIntent.self
        )
        switch answer {
        case .value(let captured):
            return try StripePayment(session: found.session, intent: captured).snapshot(of: payment)
        case .refused(let detail):
            // Somebody else may have taken or released it meanwhile.
            let now = try await lookInDoubt(at: payment)
            if let now, now.intent?.status != intent.status { return try now.snapshot(of: payment) }
            let status = PaymentSnapshot.Status.declined(code: detail.name, message: detail.message ?? "")
            return PaymentSnapshot(status, paid: .zero(payment.amount.currency), references: [intent.id])
        }
    }
}
