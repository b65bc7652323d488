import ProviderKit

/// The PG's list of cancellations against ours.
extension PaymentRecord {
    /// Ends what the PG knows to be over, and takes in what only the PG knows (ledger, rule 2). Totals never fall.
    mutating func takeInCancellations(of snapshot: PaymentSnapshot, at now: Timestamp) {
        let named = snapshot.cancellations.compactMap(\.operation)
        for record in snapshot.cancellations {
            if let index = index(of: record, besides: Set(named)) {
                settle(index, by: record, at: now)
            } else if record.state == .done {
                takeInStranger(record, at: now)
            }
        }
        takeInUnlisted(of: snapshot, at: now)
    }

    /// Ours by its operation, by the PG's own id, or, where the PG keeps no operation and we never learnt its id, by
    /// the amount: to count it as a stranger's would count it twice. Those that the PG names by their operation are not
    /// it.
    ///
    /// Only what is done is told by its amount. What failed, or may still fail, may be an attempt in the PG's console,
    /// while ours went through without an answer.
    private func index(of record: CancellationRecord, besides named: Set<OperationID>) -> Int? {
        switch record.origin {
        case .operation(let operation):
            return cancellations.firstIndex { $0.operation == operation }
        case .provider(let reference):
            if let known = cancellations.firstIndex(where: { $0.providerReference == reference }) { return known }
            guard record.state == .done else { return nil }
            let nameless = cancellations.indices.filter { index in
                let entry = cancellations[index]
                return entry.kind == .refund && entry.providerReference == nil && entry.amount == record.amount
                    && !named.contains(entry.operation)
            }
            return nameless.first { cancellations[$0].mayBeGone } ?? nameless.first { cancellations[$0].state == .done }
        }
    }

    private mutating func settle(_ index: Int, by record: CancellationRecord, at now: Timestamp) {
        if case .provider(let reference) = record.origin { cancellations[index].providerReference = reference }
        switch (cancellations[index].state, record.state) {
        case (_, .pending):
            break
        case (.refused, .done):
            takeInRefused(cancellations[index], at: now)
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

    /// Refused by the PG's word or by an operator's, and done all the same: it counts like a stranger's, once, under the
    /// name by which the PG lists it. A total that we know already has it.
    private mutating func takeInRefused(_ entry: CancellationEntry, at now: Timestamp) {
        let name = entry.operation.text
        guard entry.kind == .refund, !cancellations.contains(where: { $0.providerReference == name }) else { return }
        takeIn(entry.amount, reference: name, at: now)
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
        let gone = cancellations.indices.filter { cancellations[$0].mayBeGone }
        if gone.isEmpty { return takeIn(Money(unexplained, payment.amount.currency), at: now) }
        guard snapshot.cancellations.isEmpty else { return }
        let proof = TotalProof(unexplained: unexplained)
        let shown = gone.filter { index in
            let entry = cancellations[index]
            return proof.shows(entry.amount.minorUnits, beside: amountsGone(beside: entry))
        }
        for index in shown { finish(index, as: .done, at: now) }
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

extension CancellationRecord {
    /// Ours, where the PG keeps our names.
    fileprivate var operation: OperationID? { if case .operation(let operation) = origin { operation } else { nil } }
}
