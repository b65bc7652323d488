/// Where an order stands, as the mall believes.
enum OrderState: Sendable, Equatable {
    case waiting
    /// The buyer came back with good news, which only a notification can confirm.
    case awaitingNotification
    /// A virtual account was issued; nobody has paid into it yet. `tid` may be empty.
    case awaitingDeposit(tid: String)
    /// Confirmed by a signed answer that fits the order. `tid` is the payment company's id.
    case paid(tid: String)
    /// The buyer left, or the payment failed; the gateway's words, if any.
    case notPaid(message: String)
    /// The payment was declined; the gateway's words, if any.
    case declined(message: String)
    /// There never was a payment page: the gateway refused, in its own words.
    case refused(message: String)
    /// There never was a payment page: no answer came.
    case unreachable
    /// The buyer came back, but the payment could not be read. It may have been paid.
    case unconfirmed
    /// An answer that must not be believed. Someone has to look.
    case suspicious(Doubt)
    /// Money is on its way back, or an unpaid account is being closed.
    case cancelling
    case partlyCancelled
    case cancelled

    /// The name in JSON and in style sheets.
    var name: String {
        switch self {
        case .waiting: "waiting"
        case .awaitingNotification: "awaiting-notification"
        case .awaitingDeposit: "awaiting-deposit"
        case .paid: "paid"
        case .notPaid: "not-paid"
        case .declined: "declined"
        case .refused, .unreachable: "not-started"
        case .unconfirmed: "unconfirmed"
        case .suspicious: "suspicious"
        case .cancelling: "cancelling"
        case .partlyCancelled: "partly-cancelled"
        case .cancelled: "cancelled"
        }
    }

    /// The payment company's id, where a signed report gave one.
    var tid: String? {
        switch self {
        case .paid(let tid), .awaitingDeposit(let tid): tid.isEmpty ? nil : tid
        default: nil
        }
    }

    /// Whether the payment page may still have something for the buyer, such as the account to pay into.
    var canBePaid: Bool {
        switch self {
        case .waiting, .awaitingDeposit: true
        default: false
        }
    }

    /// Whether something is still to come by itself, so that looking again is worth it.
    var isOpen: Bool {
        switch self {
        case .waiting, .awaitingNotification, .awaitingDeposit, .cancelling: true
        default: false
        }
    }
}
