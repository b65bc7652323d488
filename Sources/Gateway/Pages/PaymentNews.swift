import ProviderKit

/// What is going on with a payment that its buyer cannot pay any more.
enum PaymentNews: CaseIterable, Sendable {
    /// A virtual account was issued, and the transfer to it is to come.
    case awaitsTransfer
    /// The PG has not said yet how it ended.
    case undecided
    /// It took too long, and the shop counts it as not paid; whatever was charged goes back.
    case countsAsUnpaid
    /// Another attempt of the order has taken its place.
    case replaced
    case declined
    /// There is nothing left to pay. Mostly the shop says so.
    case paid
    /// All of it was given back.
    case givenBack
    /// The buyer gave up, or the time is over.
    case closed

    /// - Returns: `nil` for a payment that is paid: the shop tells its buyer.
    init?(of payment: Payment) {
        if payment.state.isPaid, payment.isConfirmable { return nil }
        self = Self.news(of: payment)
    }

    private static func news(of payment: Payment) -> PaymentNews {
        if payment.superseded != nil { return .replaced }
        switch payment.state {
        case .cancelled: return .givenBack
        case .declined: return .declined
        case .opened, .awaitingBuyer, .abandoned, .expired, .reversed: return .closed
        case .pending where payment.awaitsMoney && payment.providerStatus == .pending(.deposit): return .awaitsTransfer
        case .settling, .unknown, .pending, .paid, .partiallyCancelled:
            return payment.verdict == .notPaid && !payment.awaitsPrice ? .countsAsUnpaid : .undecided
        }
    }

    /// Nothing will come of the payment any more.
    var isLast: Bool { ![.awaitsTransfer, .undecided, .paid].contains(self) }
}
