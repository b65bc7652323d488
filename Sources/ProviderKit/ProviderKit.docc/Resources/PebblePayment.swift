import ProviderKit

/// A payment as Pebble describes it in every answer. Fields that are not named here are ignored.
struct PebblePayment: Decodable {
    struct Refund: Decodable {
        let operation: String
        let amount: Int64
    }

    let id: String
    /// Our payment key, as we gave it.
    let order: String
    /// In won, as all amounts here.
    let amount: Int64
    let currency: String
    let status: String
    /// What was taken, before anything went back.
    let paid: Int64
    let refunds: [Refund]
    /// Where the buyer pays.
    let page: String

    /// Every status of Pebble's documents, each with what it means here. One that is not among them is never guessed.
    private var meaning: PaymentSnapshot.Status {
        switch status {
        case "open", "authorised": .open
        case "paid": .paid
        case "declined": .declined(code: "DECLINED", message: "The card was declined.")
        case "left": .abandoned
        case "closed": .expired
        default: .unknown(status)
        }
    }

    /// What Pebble says now.
    ///
    /// - Throws: ``ProviderError/Code/conflict`` where it speaks of another order.
    func snapshot(of payment: PaymentReference) throws(ProviderError) -> PaymentSnapshot {
        guard order == payment.key.text else { throw ProviderError(.conflict, "Pebble speaks of another order") }
        guard let currency = Currency(code: currency) else {
            throw ProviderError(.unknown, "Pebble names a currency that is none")
        }
        return PaymentSnapshot(
            meaning,
            paid: Money(paid, currency),
            cancelled: Money(refunds.reduce(0) { $0 + $1.amount }, currency),
            cancellations: refunds.compactMap { $0.record(in: currency) },
            transactionID: paid > 0 ? id : nil,
            method: paid > 0 ? "card" : nil
        )
    }
}

extension PebblePayment.Refund {
    fileprivate func record(in currency: Currency) -> CancellationRecord? {
        OperationID(operation).map { CancellationRecord(.operation($0), amount: Money(amount, currency), state: .done) }
    }
}

/// How Pebble says no.
struct PebbleRefusal: Decodable {
    let error: String
}

/// What Pebble is asked; each call needs only some of it.
struct PebbleRequest: Encodable {
    var order: String?
    var amount: Int64?
    var currency: String?
    var back: String?
    var failed: String?
    var left: String?
    /// Proves that the buyer agreed; it comes with the return.
    var token: String?
    var operation: String?
    /// What must be left of the payment before a refund, so that none is made twice.
    var remaining: Int64?
}
