import ProviderKit

extension Session {
    /// The address that this PG, as a wallet, knows of every buyer.
    static let shippingAddress = ShippingAddress(
        name: "Hong Gildong",
        lines: ["15 Mock-ro", "3F"],
        city: "Seoul",
        district: "Dongjak-gu",
        state: "Seoul",
        postalCode: "07071",
        country: "KR",
        phone: "+82 2 0000 0000"
    )

    /// What the PG says of the session now.
    func snapshot(at now: Timestamp) -> PaymentSnapshot {
        let hasTransaction = status == .paid || status == .deposit
        return PaymentSnapshot(
            reportedStatus(at: now),
            paid: paid,
            cancelled: cancelled(at: now),
            cancellations: refunds.map {
                CancellationRecord(.operation($0.operation), amount: $0.amount.money, state: $0.state(at: now))
            },
            transactionID: hasTransaction ? transaction : nil,
            method: method,
            virtualAccount: virtualAccount,
            shippingAddress: Self.shippingAddress,
            references: hasTransaction ? [id, transaction] : [id]
        )
    }

    private func reportedStatus(at now: Timestamp) -> PaymentSnapshot.Status {
        guard !isExpired(at: now) else { return .expired }
        return switch status {
        case .unopened: .absent
        case .open, .authorised: .open
        case .left: .abandoned
        case .declined: .declined(code: "DECLINED", message: "The payment was declined.")
        case .deposit: .pending(.deposit)
        case .paid: .paid
        case .voided: .expired
        }
    }
}
