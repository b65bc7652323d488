import Foundation
import ProviderConformance
import ProviderKit

/// All that the PG knows.
struct TossBooks: Sendable {
    /// How long an asynchronous cancel takes at most.
    static let refundTime = Duration.seconds(60)

    var payments: [TossFakePayment] = []
    /// The first answer of each idempotency key, with when it was given.
    var answers: [String: (time: Timestamp, reply: TossReply)] = [:]
    var messages: [InboundMessage] = []
    var failures: [(path: String, refusal: TossRefusal)] = []
    var lie: Lie?
    var counter = 0

    mutating func number() -> String {
        counter += 1
        return String(format: "%06d", counter)
    }

    /// The payment that an order number stands for: the one that was confirmed, else the last that was opened.
    func index(order: String) -> Int? {
        payments.firstIndex { $0.orderID == order && $0.isConfirmed } ?? payments.lastIndex { $0.orderID == order }
    }

    func index(key: String) -> Int? { payments.firstIndex { $0.key == key } }

    /// Gives back, in minor units.
    mutating func cancel(_ index: Int, _ amount: Int64, reason: String, isLater: Bool, at now: Timestamp) {
        let cancel = TossFakePayment.Cancel(
            key: "txrd_" + number(),
            amount: amount,
            reason: reason,
            made: now,
            isDone: !isLater
        )
        let wasWaiting = payments[index].status == .waitingForDeposit
        payments[index].cancels.append(cancel)
        payments[index].status = payments[index].balance == 0 || wasWaiting ? .canceled : .partialCanceled
        if !isLater { tell(payments[index], at: now) }
    }

    /// Ends the cancels that are under way; all of them where no time is given.
    mutating func finishRefunds(at now: Timestamp?) {
        for index in payments.indices {
            for made in payments[index].cancels.indices where !payments[index].cancels[made].isDone {
                if let now, now < payments[index].cancels[made].made + Self.refundTime { continue }
                payments[index].cancels[made].isDone = true
                tellCancel(payments[index].cancels[made])
            }
        }
    }

    func totals(order: String) -> FakeBooks {
        payments.filter { $0.orderID == order && $0.wasPaid }.reduce(into: FakeBooks()) { totals, payment in
            let done = payment.cancels.filter(\.isDone)
            totals.paid += payment.amount
            totals.charges += 1
            totals.cancelled += done.reduce(0) { $0 + $1.amount }
            totals.refunds += done.count
        }
    }
}

/// One payment, from the opening of its window.
struct TossFakePayment: Sendable {
    enum Status: String, Sendable {
        case ready = "READY"
        case inProgress = "IN_PROGRESS"
        case waitingForDeposit = "WAITING_FOR_DEPOSIT"
        case done = "DONE"
        case canceled = "CANCELED"
        case partialCanceled = "PARTIAL_CANCELED"
        case aborted = "ABORTED"
        case expired = "EXPIRED"
    }

    struct Cancel: Sendable {
        let key: String
        /// In minor units.
        let amount: Int64
        let reason: String
        let made: Timestamp
        var isDone: Bool
    }

    let key: String
    let orderID: String
    let orderName: String
    /// In minor units.
    let amount: Int64
    let currency: String
    let method: String
    let opened: Timestamp
    var status: Status
    /// The issuer will say no to the confirmation.
    var isDeclined = false
    var approved: Timestamp?
    /// Money came.
    var wasPaid = false
    var cancels: [Cancel] = []

    /// `secret` of a virtual account, at most 50 characters.
    var secret: String? { isAccount ? "ps_secret_" + key.suffix(12) : nil }
    var isAccount: Bool { method == "VIRTUAL_ACCOUNT" }
    var isConfirmed: Bool { ![.ready, .inProgress, .aborted, .expired].contains(status) }
    var balance: Int64 { amount - cancels.reduce(0) { $0 + $1.amount } }
}
