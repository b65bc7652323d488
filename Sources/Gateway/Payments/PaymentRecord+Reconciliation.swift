import ProviderKit

/// The PG's list of cancellations against ours.
extension PaymentRecord {
    /// Ends what the PG knows to be over, and takes in what only the PG knows (ledger, rule 2). Totals never fall.
    mutating func takeInCancellations(of snapshot: PaymentSnapshot, at now: Timestamp) {
        for record in snapshot.cancellations {
            if let index = index(of: record) {
                settle(index, by: record, at: now)
            } else if record.state == .done {
                takeInStranger(record, at: now)
            }
        }
        takeInUnlisted(total: snapshot.cancelled, at: now)
    }

    private func index(of record: CancellationRecord) -> Int? {
        switch record.origin {
        case .operation(let operation): cancellations.firstIndex { $0.operation == operation }
        case .provider(let reference): cancellations.firstIndex { $0.providerReference == reference }
        }
    }

    private mutating func settle(_ index: Int, by record: CancellationRecord, at now: Timestamp) {
        switch (cancellations[index].state, record.state) {
        case (_, .pending), (.refused, .done):
            break
        case (.done, .refused):
            payment.cancelled = Money(
                payment.cancelled.minorUnits - cancellations[index].amount.minorUnits,
                payment.amount.currency
            )
            cancellations[index].state = .refused
            raise(.giveBackFailed, at: now)
            note(.cancellationSettled, by: "pg", at: now, ["result": "refused after done"])
        case (_, .done):
            finish(index, as: .done, at: now)
        case (_, .refused):
            finish(index, as: .refused, at: now)
        }
    }

    /// A cancellation made in the PG's console.
    private mutating func takeInStranger(_ record: CancellationRecord, at now: Timestamp) {
        var reference: String?
        if case .provider(let text) = record.origin { reference = text }
        takeIn(record.amount, reference: reference, at: now)
    }

    /// A PG that lists no cancellations still tells their total.
    private mutating func takeInUnlisted(total: Money, at now: Timestamp) {
        guard total.currency == payment.amount.currency else { return }
        let held = cancellations.filter(\.holdsReservation).reduce(0) { $0 + $1.amount.minorUnits }
        let unexplained = total.minorUnits - payment.cancelled.minorUnits
        guard unexplained > 0, held == 0 else { return }
        takeIn(Money(unexplained, total.currency), reference: nil, at: now)
    }

    private mutating func takeIn(_ amount: Money, reference: String?, at now: Timestamp) {
        guard amount.minorUnits <= payment.remaining.minorUnits else { return raise(.conflictingAmount, at: now) }
        var entry = CancellationEntry(
            .refund,
            operation: OperationID(from: SystemRandomSource()),
            amount: amount,
            origin: .provider,
            state: .done,
            created: now,
            nextAttempt: nil
        )
        entry.providerReference = reference
        cancellations.append(entry)
        payment.cancelled = Money(payment.cancelled.minorUnits + amount.minorUnits, amount.currency)
        note(.cancellationFound, by: "pg", at: now, ["amount": amount.text])
    }
}
