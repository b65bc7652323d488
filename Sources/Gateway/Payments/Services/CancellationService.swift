import Logging
import ProviderKit

/// Sends reserved cancellations to the PG, one at a time for each payment (ledger, rule 4).
struct CancellationService: Sendable {
    let store: any PaymentStore
    let providers: ProviderDirectory
    let settlement: SettlementService
    let signals: PaymentSignals
    let undertakings: Undertakings
    let clock: any ProviderClock
    let logger: Logger

    /// Sends one cancellation, or asks what became of it; then those that waited behind it, each as soon as the one
    /// before has an answer.
    ///
    /// - Parameters:
    ///   - operation: A cancellation that was reserved before.
    ///   - key: Its payment.
    /// - Throws: The database's error.
    func perform(_ operation: OperationID, of key: PaymentKey) async throws {
        var next: OperationID? = operation
        while let operation = next {
            guard try await bearsAsking(operation, of: key) else { return }
            let submission = try await store.change(key) { [now = clock.now()] record in
                record.submit(operation, at: now, lease: SettlementService.lease)
            }
            guard let submission else { return }
            next = try await undertakings.carryOut { try await send(submission) }
            // Once the shutdown has begun, the next process goes on with them.
            if undertakings.isClosing { return }
        }
    }

    /// - Returns: The cancellation that is next in line, where it is due.
    private func send(_ submission: PaymentRecord.Submission) async throws -> OperationID? {
        let key = submission.payment.key
        let operation = submission.entry.operation
        defer { signals.signal(key) }
        do {
            let outcome = try await outcome(of: submission)
            return try await store.change(key) { [now = clock.now()] record in
                try record.settle(operation, outcome, fence: submission.fence, at: now)
                return record.nextInLine(at: now)
            }
        } catch let error as ProviderError {
            logger.warning(
                "a cancellation has no clear answer",
                metadata: ["payment": "\(key.short)", "operation": "\(operation)", "error": "\(error)"]
            )
            return try await store.change(key) { [now = clock.now()] record in
                try record.postpone(operation, error, fence: submission.fence, at: now)
                return record.nextInLine(at: now)
            }
        } catch is StaleClaim {
            logger.warning("a cancellation came too late", metadata: ["payment": "\(key.short)"])
            return nil
        }
    }

    private func outcome(of submission: PaymentRecord.Submission) async throws(ProviderError) -> CancellationOutcome {
        let payment = submission.payment
        let provider = try await providers.provider(of: payment.accountID)
        let manifest = type(of: provider).manifest
        if submission.isFirst || manifest.letsRepeat(submission.entry, at: clock.now()) {
            return try await provider.cancel(submission.cancellation, of: payment.reference)
        }
        let snapshot = try await provider.verify(.inquiry, of: payment.reference, approval: nil)
        return try submission.fate(in: snapshot, by: manifest, at: clock.now())
    }
}
