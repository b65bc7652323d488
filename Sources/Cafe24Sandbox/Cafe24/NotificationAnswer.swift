/// What the mall says to a payment notification. Only `OK` ends the gateway's attempts.
enum NotificationAnswer: Sendable {
    case accepted
    /// Not signed, or not about this order.
    case refused
    case unknownOrder

    var status: Int {
        switch self {
        case .accepted: 200
        case .refused: 400
        case .unknownOrder: 404
        }
    }

    var body: String { #"{"result":"\#(self == .accepted ? "OK" : "FAIL")"}"# }
}
