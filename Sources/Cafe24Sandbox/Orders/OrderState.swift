/// Where the payment of an order stands, as the mall believes.
enum OrderState: Sendable, Equatable {
    case waiting
    /// Confirmed by a signed answer that fits the order. `tid` is the payment company's id.
    case paid(tid: String)
    /// The buyer left or the payment was declined; the gateway's words, if any.
    case notPaid(message: String)
    /// There never was a payment page: the gateway refused, in its own words.
    case refused(message: String)
    /// There never was a payment page: no answer came.
    case unreachable
    /// The buyer came back, but the payment could not be read. It may have been paid.
    case unconfirmed
    /// An answer that must not be believed. Someone has to look.
    case suspicious(Doubt)

    /// The name in JSON and in style sheets.
    var name: String {
        switch self {
        case .waiting: "waiting"
        case .paid: "paid"
        case .notPaid: "not-paid"
        case .refused, .unreachable: "not-started"
        case .unconfirmed: "unconfirmed"
        case .suspicious: "suspicious"
        }
    }
}
