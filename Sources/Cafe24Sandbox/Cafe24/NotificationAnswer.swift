/// What the mall says to a notification. Only `OK` ends the gateway's attempts.
enum NotificationAnswer: Sendable {
    case accepted
    /// Not signed, or not about this order.
    case refused
    case unknownOrder
    // The rest comes only where someone asked for it.
    case broken
    case garbled
    /// Refused with a status of success.
    case rejected
    /// The connection ends before the answer does.
    case hungUp

    var status: Int {
        switch self {
        case .accepted, .garbled, .rejected, .hungUp: 200
        case .refused: 400
        case .unknownOrder: 404
        case .broken: 500
        }
    }

    var body: String {
        switch self {
        case .accepted: #"{"result":"OK"}"#
        case .refused, .unknownOrder, .rejected: #"{"result":"FAIL"}"#
        case .broken: "Internal Server Error"
        case .garbled: "<html><body>점검 중입니다 OK"
        case .hungUp: ""
        }
    }
}
