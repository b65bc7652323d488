import ProviderKit

extension NicePayTransaction {
    /// What NICEPAY says of the payment now.
    ///
    /// - Parameter isApproving: Whether the gateway began an approval and has not seen it paid: a card transaction that
    ///   is cancelled then was undone by a net-cancel, while later on it was paid first and given back.
    /// - Returns: Status, totals and cancellations.
    /// - Throws: ``ProviderError/Code/unknown`` where the transaction names no amount of money, or contradicts itself.
    func snapshot(isApproving: Bool) throws(ProviderError) -> PaymentSnapshot {
        guard let tid, let amount, let currency = Currency(code: currency ?? "KRW") else {
            throw ProviderError(.unknown, "a transaction without id, amount or a currency that exists")
        }
        let status = status(isApproving: isApproving)
        let zero = Money.zero(currency)
        let counts = status == .paid || status == .reversed
        let cancelled = try counts ? self.cancelled(of: amount) : 0
        return PaymentSnapshot(
            status,
            paid: status == .paid ? Money(amount, currency) : zero,
            cancelled: status == .paid ? Money(cancelled, currency) : zero,
            cancellations: status == .paid ? records(currency) : [],
            transactionID: tid,
            method: payMethod?.lowercased(),
            virtualAccount: virtualAccount,
            references: [tid],
            state: try ModuleState(NicePayState(isVirtualAccount: isVirtualAccount))
        )
    }

    private func status(isApproving: Bool) -> PaymentSnapshot.Status {
        switch status.map({ ($0, Status(rawValue: $0)) }) {
        case (_, .paid)?, (_, .partialCancelled)?: .paid
        case (_, .ready)?: isVirtualAccount ? .pending(.deposit) : .open
        case (_, .failed)?: .declined(code: resultCode, message: resultMsg ?? "")
        case (_, .expired)?: .expired
        case (_, .cancelled)?: cancelled(isApproving: isApproving)
        case (let other, nil)?: .unknown(other)
        case nil: .unknown("no status")
        }
    }

    private func cancelled(isApproving: Bool) -> PaymentSnapshot.Status {
        if isVirtualAccount { return wasPaid ? .paid : .expired }
        return isApproving ? .reversed : .paid
    }

    private var virtualAccount: VirtualAccount? {
        vbank.map { account in
            VirtualAccount(
                bank: account.vbankName ?? "",
                number: account.vbankNumber ?? "",
                holder: account.vbankHolder ?? "",
                expires: account.vbankExpDate.flatMap { Self.time($0) }
            )
        }
    }

    private func records(_ currency: Currency) -> [CancellationRecord] {
        (cancels ?? []).map { cancel in
            let operation = cancel.reason.flatMap { NicePayReason.operation(in: $0) }
            return CancellationRecord(
                operation.map { .operation($0) } ?? .provider(cancel.tid),
                amount: Money(cancel.amount, currency),
                state: .done
            )
        }
    }

    /// `2021-10-05T16:56:34.447+0900`; NICEPAY always writes Korean time.
    private static func time(_ text: String) -> Timestamp? {
        KoreanTime.time(digits: String(text.prefix(19).filter { $0.isASCII && $0.isNumber }))
    }
}

/// The reason of a cancellation. NICEPAY lists it with the cancellation, but not the order number it was asked for
/// under; so the operation stands at its end.
enum NicePayReason {
    /// In bytes.
    private static let limit = 100

    static func text(_ reason: String, _ operation: OperationID) -> String {
        TextCut.bytes(reason, atMost: limit - operation.text.utf8.count - 1, in: .utf8) + " " + operation.text
    }

    static func operation(in text: String) -> OperationID? {
        text.split(separator: " ").last.flatMap { OperationID($0) }
    }
}
