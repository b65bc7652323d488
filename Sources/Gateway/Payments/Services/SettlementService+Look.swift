import ProviderKit

/// Asking without anybody having come: the reconciler's and the operator's way.
extension SettlementService {
    /// Asks the PG about a payment, once.
    ///
    /// An approval that was begun and has no answer is begun again with the same evidence, unless Cafe24 was told by
    /// now that nothing was paid.
    ///
    /// - Parameters:
    ///   - payment: The payment as it was just read.
    ///   - by: Who asks, for the story.
    /// - Returns: The payment as it stands then, and why the PG gave no answer where it gave none.
    /// - Throws: The database's error.
    func lookAgain(at payment: Payment, by: String) async throws -> Settlement {
        let isUndecided = payment.state == .settling || payment.state == .unknown
        let evidence = isUndecided ? try await store.latestEvidence(of: payment.key) : nil
        let mayApprove = evidence != nil && payment.approval != nil && payment.verdict == .none
        let settlement = try await settle(
            payment.key,
            mayApprove ? evidence ?? .inquiry : .inquiry,
            approving: mayApprove,
            by: by,
            until: clock.now()
        )
        guard mayApprove, settlement.failure?.code == .rejectedMessage else { return settlement }
        // A module that will not hear the evidence again can still be asked without any.
        return try await settle(payment.key, .inquiry, approving: false, by: by, until: clock.now())
    }

    /// Looks for a buyer whose coming back proves nothing, where the account's inquiries allow it.
    ///
    /// - Returns: The payment as it stands then.
    /// - Throws: The database's error.
    func lookForBuyer(at payment: Payment) async throws -> Payment {
        guard takesBudget(payment) else { return payment }
        return try await lookAgain(at: payment, by: "buyer").payment
    }

    /// Takes one inquiry out of what the payment's account bears in a minute.
    func takesBudget(_ payment: Payment) -> Bool {
        budget.take(payment.accountID, limit: providers.inquiriesPerMinute(of: payment.instance), at: clock.now())
    }
}
