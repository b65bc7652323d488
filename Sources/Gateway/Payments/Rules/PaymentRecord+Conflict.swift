import ProviderKit

/// Another amount or currency than the one that is due (ledger, rule 2).
extension PaymentRecord {
    /// The amount the PG names, where it is not the one that is due.
    func conflict(in snapshot: PaymentSnapshot) -> Money? {
        guard snapshot.paid.currency == payment.amount.currency else { return snapshot.paid }
        guard snapshot.status == .paid else { return nil }
        return snapshot.paid == payment.amount ? nil : snapshot.paid
    }

    /// Such money is flagged and never confirmed. Until all of it went back, nobody knows how the payment ends; an
    /// operator who has decided that knew of it, if it was flagged before.
    mutating func take(_ conflict: Money, in snapshot: PaymentSnapshot, at now: Timestamp) {
        let isKnown = payment.flags.contains(.conflictingAmount)
        raise(.conflictingAmount, at: now)
        note(.conflict, by: "pg", at: now, ["paid": conflict.description, "due": payment.amount.description])
        guard !payment.state.wasPaid else { return }
        if snapshot.isAllBack {
            end(as: .reversed, reason: .init(code: "", message: "another amount, and all of it went back"), at: now)
            endVoids(ofPaid: snapshot, at: now)
        } else if isKnown, payment.isEndedByHand {
            noteLate("another amount", at: now)
        } else {
            move(to: .unknown, by: "pg", at: now, reason: .init(code: "", message: "amount"))
        }
    }
}

extension PaymentSnapshot {
    /// Money was taken, and nothing is left of it.
    fileprivate var isAllBack: Bool { status == .paid && paid.minorUnits > 0 && cancelled == paid }
}
