import ProviderKit

/// Money that is to go back, and payments that are to be closed: the intent, before anything is sent (ledger, rule 1).
extension PaymentRecord {
    /// Sets an amount aside to go back. Nothing is sent yet.
    ///
    /// - Parameters:
    ///   - amount: At most what remains.
    ///   - origin: Who wants it.
    ///   - request: What was asked for, where somebody asked.
    ///   - now: When it is due at the earliest.
    /// - Returns: `false` where more is asked for than remains; nothing was reserved then.
    @discardableResult
    mutating func reserveRefund(
        _ amount: Money,
        origin: CancellationEntry.Origin,
        request: CancellationRequest? = nil,
        at now: Timestamp
    ) -> Bool {
        guard amount.currency == payment.amount.currency, amount.minorUnits > 0,
            amount.minorUnits <= payment.remaining.minorUnits
        else { return false }
        payment.reserved = Money(payment.reserved.minorUnits + amount.minorUnits, amount.currency)
        reserve(.refund, amount, origin: origin, request: request, at: now)
        return true
    }

    /// Plans to close an attempt that nobody has paid; one closing at a time.
    mutating func reserveVoid(
        origin: CancellationEntry.Origin,
        request: CancellationRequest? = nil,
        at now: Timestamp
    ) {
        guard !cancellations.contains(where: { $0.kind == .void && !$0.isOver }) else { return }
        reserve(.void, .zero(payment.amount.currency), origin: origin, request: request, at: now)
    }

    private mutating func reserve(
        _ kind: CancellationEntry.Kind,
        _ amount: Money,
        origin: CancellationEntry.Origin,
        request: CancellationRequest?,
        at now: Timestamp
    ) {
        let operation = OperationID(from: SystemRandomSource())
        var entry = CancellationEntry(
            kind,
            operation: operation,
            amount: amount,
            origin: origin,
            created: now,
            nextAttempt: now
        )
        entry.request = request
        cancellations.append(entry)
        note(
            .cancellationReserved,
            by: "gateway",
            at: now,
            ["operation": operation.text, "kind": kind.rawValue, "amount": amount.text, "origin": origin.rawValue]
        )
    }
}
