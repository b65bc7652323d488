import ProviderKit

/// A cancellation that the PG refused because its console was faster.
extension CancellationService {
    /// What a refusal means to whoever asked.
    ///
    /// The look that follows a refusal may find that somebody gave all of it back in the PG's console. Where the
    /// cancellation would have left nothing, and nothing is left, the answer is `done`: the row stays refused, and the
    /// one that the PG told of counts.
    ///
    /// - Parameters:
    ///   - operation: A cancellation that is refused.
    ///   - key: Its payment.
    ///   - deadline: How long the caller believes it can wait.
    /// - Returns: `done` or `refused`.
    /// - Throws: The database's error.
    func meaning(
        ofRefused operation: OperationID,
        of key: PaymentKey,
        until deadline: Timestamp
    ) async throws -> Result {
        var hasAsked = false
        while true {
            let entries = try await store.cancellations(of: key)
            guard let index = entries.firstIndex(where: { $0.operation == operation }),
                let payment = try await store.payment(key)
            else { return .refused("there is no such cancellation") }
            let entry = entries[index]
            if payment.state == .cancelled, entries[index...].sumFound == entry.amount.minorUnits { return .done }
            let now = clock.now()
            guard entry.kind == .refund, payment.state.isPaid, payment.remaining == entry.amount,
                payment.isLookDue(at: now), now < deadline, !undertakings.isClosing,
                hasAsked || settlement.takesBudget(payment)
            else { return .refused(entry.reason?.message ?? "the payment company refused") }
            if !hasAsked { look(at: payment) }
            hasAsked = true
            try await signals.wait(for: key)
        }
    }

    private func look(at payment: Payment) {
        undertakings.begin {
            await attempt(payment.key) { _ = try await settlement.lookAgain(at: payment, by: "gateway") }
        }
    }
}

extension Collection<CancellationEntry> {
    /// What the PG was found to have given back by itself, in minor units.
    fileprivate var sumFound: Int64 {
        filter { $0.origin == .provider && $0.state == .done }.reduce(0) { $0 + $1.amount.minorUnits }
    }
}

extension Payment {
    /// Whether the PG is being asked about it, or is to be asked at once.
    fileprivate func isLookDue(at now: Timestamp) -> Bool {
        lease.until > now || nextLook.map { $0 <= now } ?? false
    }
}
