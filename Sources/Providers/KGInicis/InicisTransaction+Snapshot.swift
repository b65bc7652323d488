import ProviderKit

extension InicisTransaction {
    /// What it says of a payment.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - memory: What is remembered of it.
    ///   - now: The time: INICIS does not tell that an account has closed.
    /// - Returns: All of it as it is now.
    func snapshot(of payment: PaymentReference, _ memory: InicisMemory, at now: Timestamp) -> PaymentSnapshot {
        var known = memory
        known.tid = tid
        known.method = method ?? memory.method
        let status = standing(of: payment, known, at: now)
        let isPaid = status == .paid
        return PaymentSnapshot(
            status,
            paid: isPaid ? price : .zero(.krw),
            cancelled: isPaid ? cancelled : .zero(.krw),
            cancellations: isPaid ? cancellations : [],
            transactionID: tid,
            method: known.method?.rawValue,
            references: [tid],
            state: try? ModuleState(known)
        )
    }

    private func standing(
        of payment: PaymentReference,
        _ memory: InicisMemory,
        at now: Timestamp
    ) -> PaymentSnapshot.Status {
        switch Status(rawValue: status) {
        case .approval:
            // An account that was issued is approved, too: only a notice from a listed address says more. That one may
            // still be on its way, so that the clock ends nothing here.
            memory.method == .virtualAccount && !memory.isDeposited ? .pending(.deposit) : .paid
        case .depositCompleted, .waitingForRefund, .partCancel, .refundCompleted: .paid
        case .nonDeposit, .depositCanceled: unpaid(payment, memory, at: now)
        case .cancel: cancelledStanding(of: payment, memory)
        case nil: .unknown(status)
        }
    }

    /// An account that INICIS shows as not paid waits until it closes. A deposit that the bank took back is told as such
    /// first, whenever that was.
    private func unpaid(
        _ payment: PaymentReference,
        _ memory: InicisMemory,
        at now: Timestamp
    ) -> PaymentSnapshot.Status {
        guard let closes = memory.closes, now >= closes, payment.status != .paid else { return .pending(.deposit) }
        return .expired
    }

    /// A payment that was never seen paid was undone before anybody was told of it, or its account was closed.
    private func cancelledStanding(
        of payment: PaymentReference,
        _ memory: InicisMemory
    ) -> PaymentSnapshot.Status {
        if payment.status == .paid { return .paid }
        return memory.method == .virtualAccount ? .expired : .reversed
    }

    /// Whether all of it went back.
    var isCancelled: Bool {
        [.cancel, .refundCompleted].contains(Status(rawValue: status))
    }

    /// What can still be given back.
    var refundable: Money { isCancelled ? .zero(.krw) : remaining }

    private var cancelled: Money { Money(price.minorUnits - refundable.minorUnits, .krw) }

    /// The parts, and where all went back the rest, which INICIS gives no id of its own.
    private var cancellations: [CancellationRecord] {
        let rest = parts.reduce(cancelled.minorUnits) { $0 - $1.amount.minorUnits }
        guard isCancelled, rest > 0 else { return parts }
        return parts + [CancellationRecord(.provider(tid), amount: Money(rest, .krw), state: .done)]
    }
}
