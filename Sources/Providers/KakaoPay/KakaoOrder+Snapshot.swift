import ProviderKit

extension KakaoOrder {
    /// What KakaoPay says, in the gateway's words.
    ///
    /// - Parameters:
    ///   - payment: The payment that KakaoPay was asked about.
    ///   - state: What is remembered of it.
    ///   - now: The time; KakaoPay leaves it to the merchant when a payment has expired.
    /// - Returns: Amounts as KakaoPay names them, also where they are not the payment's.
    /// - Throws: ``ProviderError/Code/conflict`` for an answer about another payment.
    func snapshot(
        of payment: PaymentReference,
        _ state: KakaoState,
        at now: Timestamp
    ) throws(ProviderError) -> PaymentSnapshot {
        try requireSame(tid, orderID, userID, as: payment, state)
        guard let known = knownStatus else { return bare(.unknown(status)) }
        switch known {
        // The buyer has done all; an approval without an answer may still come to something.
        case .authenticated: return bare(.open)
        case .ready, .messageSent, .opened, .choosing, .waitingForCall, .subscribed:
            return bare(now < state.expires + KakaoState.grace ? .open : .expired)
        case .paid, .partlyCancelled, .cancelled: return paid()
        case .wrongPassword, .failed: return bare(.declined(code: status, message: ""))
        case .left: return bare(.abandoned)
        }
    }

    /// Before it is approved, an open payment must be the one that is due.
    func check(isFor payment: PaymentReference, _ state: KakaoState) throws(ProviderError) {
        try requireSame(tid, orderID, userID, as: payment, state)
        guard Money(amount.total, .krw) == payment.amount else {
            throw ProviderError(.conflict, "KakaoPay holds \(amount.total) won instead of \(payment.amount)")
        }
    }

    private func bare(_ status: PaymentSnapshot.Status) -> PaymentSnapshot {
        PaymentSnapshot(status, paid: .zero(.krw), transactionID: tid)
    }

    private func paid() -> PaymentSnapshot {
        let records = (actions ?? []).filter(\.isCancel).map(\.record)
        let listed = records.reduce(0) { $0 + $1.amount.minorUnits }
        return PaymentSnapshot(
            .paid,
            paid: Money(amount.total, .krw),
            cancelled: Money(cancelled?.total ?? listed, .krw),
            cancellations: records,
            transactionID: tid,
            method: methodType?.lowercased()
        )
    }
}

extension KakaoOrder.Action {
    /// A cancel of the console has no operation of ours.
    fileprivate var record: CancellationRecord {
        let operation = payload.flatMap { OperationID($0) }
        let origin = operation.map { CancellationRecord.Origin.operation($0) } ?? .provider(id)
        return CancellationRecord(origin, amount: Money(amount, .krw), state: .done)
    }
}

extension KakaoApproved {
    func snapshot(of payment: PaymentReference, _ state: KakaoState) throws(ProviderError) -> PaymentSnapshot {
        try requireSame(tid, orderID, userID, as: payment, state)
        return PaymentSnapshot(
            .paid,
            paid: Money(amount.total, .krw),
            transactionID: tid,
            method: methodType?.lowercased()
        )
    }
}

private func requireSame(
    _ tid: String,
    _ orderID: String,
    _ userID: String?,
    as payment: PaymentReference,
    _ state: KakaoState
) throws(ProviderError) {
    guard tid == state.tid, orderID == payment.key.text, userID ?? state.userID == state.userID else {
        throw ProviderError(.conflict, "KakaoPay answers about another payment")
    }
}
