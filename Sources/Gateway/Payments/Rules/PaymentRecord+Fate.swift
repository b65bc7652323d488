import ProviderKit

/// What an inquiry tells of a cancellation that was sent and got no answer.
extension PaymentRecord.Submission {
    /// What became of it, as far as the PG proves it.
    ///
    /// - Parameters:
    ///   - snapshot: What the PG says now.
    ///   - manifest: What an inquiry at this PG proves, and how long it keeps keys.
    ///   - now: The time.
    /// - Returns: How it ended, or that the PG is still at it.
    /// - Throws: ``ProviderError/Code/unknown`` where the PG does not say.
    func fate(
        in snapshot: PaymentSnapshot,
        by manifest: ProviderManifest,
        at now: Timestamp
    ) throws(ProviderError) -> CancellationOutcome {
        let isKeyGone = manifest.keyEnd(of: entry).map { $0 <= now } ?? false
        if isKeyGone, manifest.inquiry == .presenceAndAbsence, isDenied(by: snapshot) {
            return .refused(code: "", message: "the PG knows of no such refund")
        }
        if let record = snapshot.cancellations.first(where: { $0.origin == .operation(entry.operation) }) {
            switch record.state {
            case .done: return .done(reference: nil)
            case .pending: return .pending(reference: nil)
            case .refused: return .refused(code: "", message: "refused by the PG")
            }
        }
        if isShownByTotal(of: snapshot) { return .done(reference: nil) }
        if entry.kind == .void, snapshot.status.proves(closed: entry, by: manifest.inquiry) {
            return .done(reference: nil)
        }
        if entry.kind == .void, snapshot.status == .paid { return .alreadyPaid(snapshot) }
        throw ProviderError(.unknown, "the PG does not say what became of it")
    }

    /// A PG that lists no cancellations still tells their total, which may prove that this refund is in it.
    private func isShownByTotal(of snapshot: PaymentSnapshot) -> Bool {
        guard entry.kind == .refund, snapshot.cancellations.isEmpty,
            snapshot.cancelled.currency == entry.amount.currency
        else { return false }
        let unexplained = snapshot.cancelled.minorUnits - payment.cancelled.minorUnits
        return TotalProof(unexplained: unexplained).shows(entry.amount.minorUnits, beside: others)
    }

    /// Whether the PG shows that this refund was never made. It holds only once the life of its key is over, when
    /// nothing of it can be under way any more: that no more went back than we know of, and that nothing will.
    private func isDenied(by snapshot: PaymentSnapshot) -> Bool {
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
