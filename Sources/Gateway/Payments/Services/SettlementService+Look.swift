import ProviderKit

/// Asking without anybody having come: the reconciler's and the operator's way.
extension SettlementService {
    /// Asks the PG about a payment, once.
    ///
    /// An approval that was begun and has no answer is begun again with the same evidence, unless Cafe24 was told by
    /// now that nothing was paid. A module that will not hear that again may hear what came last, and can still be asked
    /// without any.
    ///
    /// - Parameters:
    ///   - payment: The payment as it was just read.
    ///   - by: Who asks, for the story.
    ///   - deadline: How long to wait for somebody else who is settling it; not at all where there is none.
    /// - Returns: The payment as it stands then, and why the PG gave no answer where it gave none.
    /// - Throws: The database's error.
    func lookAgain(at payment: Payment, by: String, until deadline: Timestamp? = nil) async throws -> Settlement {
        let key = payment.key
        let mayApprove = payment.isUndecided && payment.approval != nil && payment.verdict == .none
        for evidence in mayApprove ? try await store.evidence(of: key) : [] {
            let settlement = try await settle(
                key,
                evidence,
                approving: true,
                repeating: true,
                by: by,
                until: deadline ?? clock.now()
            )
            if settlement.failure?.code != .rejectedMessage { return settlement }
        }
        return try await settle(key, .inquiry, approving: false, by: by, until: deadline ?? clock.now())
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
