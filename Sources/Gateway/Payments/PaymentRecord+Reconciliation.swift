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
        takeInUnlisted(of: snapshot, at: now)
    }

    /// Ours by its operation, by the PG's own id, or, where the PG keeps no operation and we never had its answer, by
    /// the amount: to count it as a stranger's would count it twice.
    private func index(of record: CancellationRecord) -> Int? {
        switch record.origin {
        case .operation(let operation):
            cancellations.firstIndex { $0.operation == operation }
        case .provider(let reference):
            cancellations.firstIndex { $0.providerReference == reference }
                ?? cancellations.firstIndex {
                    $0.mayBeGone && $0.providerReference == nil && $0.amount == record.amount
                }
        }
    }

    private mutating func settle(_ index: Int, by record: CancellationRecord, at now: Timestamp) {
        if case .provider(let reference) = record.origin { cancellations[index].providerReference = reference }
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

    /// A cancellation made in the PG's console, or under an operation that our database has lost.
    private mutating func takeInStranger(_ record: CancellationRecord, at now: Timestamp) {
        switch record.origin {
        case .operation(let operation): takeIn(record.amount, operation: operation, at: now)
        case .provider(let reference): takeIn(record.amount, reference: reference, at: now)
        }
    }

    /// A PG that lists no cancellations still tells their total.
    private mutating func takeInUnlisted(of snapshot: PaymentSnapshot, at now: Timestamp) {
        guard snapshot.cancelled.currency == payment.amount.currency else { return }
        let unexplained = snapshot.cancelled.minorUnits - payment.cancelled.minorUnits
        guard unexplained > 0 else { return }
        if payment.reserved.isZero {
            return takeIn(Money(unexplained, payment.amount.currency), at: now)
        }
        let gone = cancellations.indices.filter { cancellations[$0].mayBeGone }
        guard snapshot.cancellations.isEmpty,
            gone.reduce(0, { $0 + cancellations[$1].amount.minorUnits }) == unexplained
        else { return }
        for index in gone { finish(index, as: .done, at: now) }
    }

    private mutating func takeIn(
        _ amount: Money,
        operation: OperationID = OperationID(from: SystemRandomSource()),
        reference: String? = nil,
        at now: Timestamp
    ) {
        guard amount.currency == payment.amount.currency, amount.minorUnits > 0,
            amount.minorUnits <= payment.remaining.minorUnits
        else { return raise(.conflictingAmount, at: now) }
        var entry = CancellationEntry(
            .refund,
            operation: operation,
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
