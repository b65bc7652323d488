import ProviderConformance
import ProviderKit

extension FakeKGInicis {
    /// A buyer who authenticated; the merchant may take the money once.
    struct Ticket: Sendable {
        let token: String
        let oid: String
        let price: Int64
        let method: String
        /// The issuer will say no.
        let isDeclined: Bool
        let notification: String
        var isUsed = false
        /// The transaction it became.
        var tid: String?
    }

    /// Money taken, or an account issued.
    struct Transaction: Sendable {
        let tid: String
        let oid: String
        let price: Int64
        let method: String
        let approved: Int64
        let notification: String
        let isMobile: Bool
        var parts: [Part] = []
        var isCancelled = false
        /// Only for a virtual account.
        var isDeposited = false
        var wasTakenBack = false

        struct Part: Sendable {
            let tid: String
            let price: Int64
        }

        var isDeposit: Bool { method == "VBank" }
        var isPaid: Bool { !isDeposit || isDeposited }
        var remains: Int64 { isCancelled ? 0 : parts.reduce(price) { $0 - $1.price } }
        /// Fourteen digits of a bank, made from the transaction's number.
        var account: String { "5620" + String(tid.suffix(10)) }

        var status: String {
            if isCancelled { return isDeposit && isDeposited ? "REFUND_COMPLETED" : "CANCEL" }
            if !parts.isEmpty { return remains == 0 ? "CANCEL" : "PART_CANCEL" }
            guard isDeposit else { return "APPROVAL" }
            if wasTakenBack { return "DEPOSIT_CANCELED" }
            return isDeposited ? "DEPOSIT_COMPLETED" : "NON_DEPOSIT"
        }
    }
}

extension FakeKGInicis.State {
    mutating func next() -> Int {
        count += 1
        return count
    }

    mutating func take(_ price: Int64, for oid: String) {
        books[oid, default: .init()].paid += price
        books[oid, default: .init()].charges += 1
    }

    mutating func giveBack(_ price: Int64, for oid: String) {
        books[oid, default: .init()].cancelled += price
        books[oid, default: .init()].refunds += 1
    }

    /// A number as this fake tells it now.
    func told(_ amount: Int64) -> String { String(lie == .wrongAmount ? amount + 1 : amount) }

    /// An order number as this fake tells it now.
    func told(_ oid: String) -> String { lie == .otherOrder ? "order-of-somebody-else" : oid }

    /// Won as this fake tells it now.
    var toldCurrency: String { lie == .wrongCurrency ? "USD" : "WON" }
}
