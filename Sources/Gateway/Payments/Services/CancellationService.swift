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
        let isKeyGone = manifest.keyEnd(of: submission.entry).map { $0 <= clock.now() } ?? false
        if isKeyGone, manifest.inquiry == .presenceAndAbsence, submission.isDenied(by: snapshot) {
            return .refused(code: "", message: "the PG knows of no such refund")
        }
        return try fate(of: submission, in: snapshot, by: manifest.inquiry)
    }

    private func fate(
        of submission: PaymentRecord.Submission,
        in snapshot: PaymentSnapshot,
        by proof: InquiryProof
    ) throws(ProviderError) -> CancellationOutcome {
        let operation = submission.entry.operation
        if let record = snapshot.cancellations.first(where: { $0.origin == .operation(operation) }) {
            switch record.state {
            case .done: return .done(reference: nil)
            case .pending: return .pending(reference: nil)
            case .refused: return .refused(code: "", message: "refused by the PG")
            }
        }
        if submission.isShownByTotal(of: snapshot) { return .done(reference: nil) }
        guard submission.entry.kind == .void else { throw Self.noWord }
        if snapshot.status.proves(closed: submission.entry, by: proof) { return .done(reference: nil) }
        if snapshot.status == .paid { return .alreadyPaid(snapshot) }
        throw Self.noWord
    }

    private static let noWord = ProviderError(.unknown, "the PG does not say what became of it")
}

extension PaymentRecord.Submission {
    /// A PG that lists no cancellations still tells their total, which may prove that this refund is in it.
    fileprivate func isShownByTotal(of snapshot: PaymentSnapshot) -> Bool {
        guard entry.kind == .refund, snapshot.cancellations.isEmpty,
            snapshot.cancelled.currency == entry.amount.currency
        else { return false }
        let unexplained = snapshot.cancelled.minorUnits - payment.cancelled.minorUnits
        return TotalProof(unexplained: unexplained).shows(entry.amount.minorUnits, beside: others)
    }

    /// Whether the PG shows that this refund was never made. It holds only once the life of its key is over, when
    /// nothing of it can be under way any more: that no more went back than we know of, and that nothing will.
    fileprivate func isDenied(by snapshot: PaymentSnapshot) -> Bool {
        guard entry.kind == .refund, snapshot.status == .paid, snapshot.cancelled.currency == payment.cancelled.currency
        else { return false }
        let mayBeThis = snapshot.cancellations.contains { record in
            switch record.origin {
            case .operation(let operation): operation == entry.operation
            case .provider: record.state == .pending && record.amount == entry.amount
            }
        }
        return !mayBeThis && snapshot.cancelled.minorUnits <= payment.cancelled.minorUnits
    }
}
