import ProviderKit

extension Fault {
    /// The amount as this fault tells it: one minor unit off, or in another currency.
    func falsify(_ amount: Money) -> Money {
        switch kind {
        case .wrongAmount: Money(amount.minorUnits == .max ? 1 : amount.minorUnits + 1, amount.currency)
        case .wrongCurrency: Money(amount.minorUnits, amount.currency == .usd ? .krw : .usd)
        default: amount
        }
    }

    /// What the answer says instead of the truth; only a paid session has something to lie about.
    func falsify(_ snapshot: PaymentSnapshot) -> PaymentSnapshot {
        guard snapshot.status == .paid else { return snapshot }
        var answer = snapshot
        switch kind {
        case .wrongAmount:
            answer.paid = falsify(snapshot.paid)
        case .wrongCurrency:
            answer.paid = falsify(snapshot.paid)
            answer.cancelled = falsify(snapshot.cancelled)
        case .pending:
            answer = PaymentSnapshot(
                .pending(.review),
                paid: .zero(snapshot.paid.currency),
                transactionID: snapshot.transactionID,
                method: snapshot.method,
                references: snapshot.references
            )
        default: break
        }
        return answer
    }
}
