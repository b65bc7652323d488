import Logging
import ProviderKit

/// A repeated request for a payment whose buyer was told "not paid" while nobody knew.
extension CheckoutService {
    /// Asks the PG once before such a payment's address is handed out again, or waits for whoever is asking already.
    ///
    /// Rule 8 gives a repeat the address of the attempt that is settling, unknown or pending. Where that attempt's
    /// verdict was "not paid", its buyer can only be told the same again (rule 11), so it is worth a question whether
    /// the attempt is over: then the order gets a new one that can be paid. If the PG does not know either, the rule
    /// stands: a second attempt could be a second payment.
    ///
    /// - Parameters:
    ///   - payment: The attempt, as it was just read.
    ///   - end: How long to wait for the PG.
    /// - Throws: The database's error.
    func lookFirst(at payment: Payment, until end: Timestamp) async throws {
        let isBeingAsked = payment.lease.until > clock.now()
        if !isBeingAsked, doubtful.take(payment) {
            guard !undertakings.isClosing, settlement.takesBudget(payment) else { return doubtful.release(payment) }
            // The question goes on when the time is up; only the waiting for it ends.
            undertakings.begin { await look(at: payment) }
        }
        while clock.now() < end {
            guard let lease = try await store.payment(payment.key)?.lease else { return }
            if lease.until <= clock.now(), !doubtful.holds(payment) { return }
            try await signals.wait(for: payment.key)
        }
    }

    private func look(at payment: Payment) async {
        defer {
            doubtful.release(payment)
            signals.signal(payment.key)
        }
        do {
            _ = try await settlement.lookAgain(at: payment, by: "gateway")
        } catch {
            settlement.logger.error(
                "a payment could not be looked at",
                metadata: ["payment": "\(payment.key.short)", "error": "\(error)"]
            )
        }
    }
}

extension Payment {
    /// Nobody knows how it ended, and its buyer was told that it failed: whoever comes back to it hears that again.
    var canOnlyFail: Bool {
        verdict == .notPaid && !awaitsPrice && [.settling, .unknown, .pending].contains(state)
    }
}
