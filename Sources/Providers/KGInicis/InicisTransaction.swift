import ProviderKit

/// A transaction as an inquiry tells of it.
struct InicisTransaction: Hashable, Sendable {
    let tid: String
    let method: InicisMethod?
    /// As written; see ``Status``.
    let status: String
    /// What was to be paid, or was.
    let price: Money
    /// What is left of it after refunds.
    let remaining: Money
    /// Each part that was given back.
    let parts: [CancellationRecord]

    /// What the manual's table and implementations name. `APPROVAL`, `PART_CANCEL` and `CANCEL` belong to every method,
    /// the others to virtual accounts.
    enum Status: String, Sendable {
        case approval = "APPROVAL"
        case partCancel = "PART_CANCEL"
        case cancel = "CANCEL"
        /// Issued, not paid.
        case nonDeposit = "NON_DEPOSIT"
        case depositCompleted = "DEPOSIT_COMPLETED"
        /// Paid, and taken back by the bank.
        case depositCanceled = "DEPOSIT_CANCELED"
        /// Its refund to a bank account is on the way.
        case waitingForRefund = "WAITING_FOR_REFUND"
        case refundCompleted = "REFUND_COMPLETED"
    }
}

extension InicisTransaction {
    /// - Parameters:
    ///   - answer: An inquiry's answer with code `SUCCESS`.
    ///   - key: The order it must name.
    /// - Throws: ``ProviderError/Code/conflict`` where it names another order, ``ProviderError/Code/unknown`` where
    ///   figures are missing or in another currency.
    init(_ answer: InicisInquiryAnswer, of key: PaymentKey) throws(ProviderError) {
        guard answer.oid?.text == key.text else {
            throw ProviderError(.conflict, "an inquiry was answered about another order")
        }
        guard answer.cardInfo?.currencyCode.map({ InicisWon.names.contains($0.text) }) ?? true else {
            throw ProviderError(.conflict, "an inquiry was answered in another currency")
        }
        guard let status = answer.transactionStatus?.text, let tid = answer.tid?.text, !tid.isEmpty else {
            throw ProviderError(.unknown, "an inquiry's answer names no transaction, or no status")
        }
        self.tid = tid
        self.status = status
        method = answer.paymethod.flatMap { InicisMethod(inicis: $0.text) }
        price = try Self.money(answer.price)
        let parts = try (answer.partCancelTransInfo ?? []).map { part throws(ProviderError) in
            CancellationRecord(
                .provider(part.tid?.text ?? ""),
                amount: try Self.money(part.requestPrice),
                state: .done
            )
        }
        self.parts = parts
        remaining =
            try answer.availablePartCancelPrice.map { text throws(ProviderError) in try Self.money(text) }
            ?? Money(parts.reduce(price.minorUnits) { $0 - $1.amount.minorUnits }, .krw)
    }

    private static func money(_ text: InicisText?) throws(ProviderError) -> Money {
        guard let text, let money = try? Money(text.text, .krw) else {
            throw ProviderError(.unknown, "an inquiry's answer lacks an amount in won")
        }
        return money
    }
}
