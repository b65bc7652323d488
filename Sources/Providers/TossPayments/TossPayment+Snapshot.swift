import Foundation
import ProviderKit

extension TossPayment {
    /// What Toss says, in the gateway's words.
    ///
    /// - Parameter payment: The payment that Toss was asked about.
    /// - Returns: Amounts and currency as Toss names them, also where they are not the payment's.
    /// - Throws: ``ProviderError/Code/conflict`` for an answer about another order or another payment than the one that
    ///   is known, or a deposit over another amount.
    func snapshot(of payment: PaymentReference) throws(ProviderError) -> PaymentSnapshot {
        try check(isAbout: payment)
        let currency = try readCurrency()
        let total = try Money(toss: totalAmount, currency)
        guard let known = knownStatus else {
            return try filled(PaymentSnapshot(.unknown(status), paid: .zero(currency)), payment)
        }
        switch known {
        case .ready, .inProgress:
            return PaymentSnapshot(.open, paid: .zero(currency))
        case .waitingForDeposit:
            guard total == payment.amount else {
                throw ProviderError(.conflict, "Toss waits for a deposit of \(total) instead of \(payment.amount)")
            }
            return try filled(PaymentSnapshot(.pending(.deposit), paid: .zero(currency)), payment)
        case .canceled where !wasPaid(payment):
            return try filled(PaymentSnapshot(.expired, paid: .zero(currency)), payment)
        case .done, .canceled, .partialCanceled:
            return try filled(paid(total), payment)
        case .aborted:
            let words = failure ?? TossFailure.Words(code: status, message: nil)
            return PaymentSnapshot(.declined(code: words.code, message: words.message ?? ""), paid: .zero(currency))
        case .expired:
            return try filled(PaymentSnapshot(.expired, paid: .zero(currency)), payment)
        }
    }

    func check(isAbout payment: PaymentReference) throws(ProviderError) {
        guard orderId == payment.key.text else {
            throw ProviderError(.conflict, "Toss answers about another order")
        }
        // Before it is paid, a buyer may open more than one window over an order.
        guard let known = try payment.state?.value(as: TossState.self),
            known.isDisputed ?? false || payment.status == .paid || payment.status == .pending(.deposit)
        else { return }
        guard known.paymentKey == paymentKey else {
            throw ProviderError(.conflict, "Toss answers about another payment of the order")
        }
    }

    func readCurrency() throws(ProviderError) -> Currency {
        guard let currency = Currency(code: currency) else {
            throw ProviderError(.conflict, "Toss answers in a currency that nobody has")
        }
        return currency
    }

    /// A cancelled virtual account that no money came to was never approved.
    private func wasPaid(_ payment: PaymentReference) -> Bool {
        virtualAccount == nil || approvedAt != nil || payment.status == .paid
    }

    private func paid(_ total: Money) throws(ProviderError) -> PaymentSnapshot {
        let records = try (cancels ?? []).map { cancel throws(ProviderError) in try cancel.record(total.currency) }
        let listed = records.filter { $0.state == .done }.reduce(0) { $0 + $1.amount.minorUnits }
        let balance = try balanceAmount.map { amount throws(ProviderError) in try Money(toss: amount, total.currency) }
        let unlisted = balance.map { total.minorUnits - $0.minorUnits } ?? 0
        return PaymentSnapshot(
            .paid,
            paid: total,
            cancelled: Money(records.isEmpty ? unlisted : listed, total.currency),
            cancellations: records
        )
    }

    /// An answer without the secret does not take the one away that is remembered.
    private func filled(
        _ bare: PaymentSnapshot,
        _ payment: PaymentReference
    ) throws(ProviderError) -> PaymentSnapshot {
        let kept = try payment.state?.value(as: TossState.self).secret
        var snapshot = bare
        snapshot.transactionID = paymentKey
        snapshot.method = TossMethod.name(answered: method)
        snapshot.virtualAccount = virtualAccount?.account
        snapshot.references = [paymentKey] + (cancels ?? []).compactMap(\.transactionKey)
        snapshot.state = try ModuleState(
            TossState(paymentKey: paymentKey, isVirtualAccount: virtualAccount != nil, secret: secret ?? kept)
        )
        return snapshot
    }
}

extension TossPayment.Cancel {
    func record(_ currency: Currency) throws(ProviderError) -> CancellationRecord {
        let amount = try Money(toss: cancelAmount, currency)
        if let operation = TossReason.operation(in: cancelReason) {
            return CancellationRecord(.operation(operation), amount: amount, state: state)
        }
        return CancellationRecord(.provider(reference ?? ""), amount: amount, state: state)
    }

    var reference: String? { transactionKey ?? cancelRequestId }

    /// Domestic cancels are done when they are listed; a word that no document has decides nothing yet.
    var state: CancellationRecord.State {
        guard let cancelStatus else { return .done }
        return switch Status(rawValue: cancelStatus) {
        case .done: .done
        case .aborted: .refused
        case .inProgress, nil: .pending
        }
    }
}

extension TossPayment.Account {
    var account: VirtualAccount? {
        guard let accountNumber, let bankCode else { return nil }
        return VirtualAccount(bank: bankCode, number: accountNumber, holder: customerName ?? "", expires: expires)
    }

    /// `yyyy-MM-ddTHH:mm:ss`, Korean time with or without saying so.
    private var expires: Timestamp? {
        guard let dueDate, dueDate.count == 19 || dueDate.hasSuffix("+09:00") else { return nil }
        return KoreanTime.time(digits: dueDate.prefix(19).filter(\.isNumber))
    }
}
