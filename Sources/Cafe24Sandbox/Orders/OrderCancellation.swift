/// One request to give money of an order back, as the mall knows it.
struct OrderCancellation: Sendable, Equatable {
    enum Status: Sendable, Equatable {
        /// The gateway is being asked.
        case asking
        /// Accepted; a notification will tell the result.
        case accepted
        /// This much went back.
        case done(AmountText)
        case refused(message: String)
        /// No answer came. It may have been done; asking again is the same request once more.
        case unanswered
        /// A notification that must not be believed.
        case suspicious(Doubt)
    }

    let flow: CancellationFlow
    let amount: AmountText
    var status: Status = .asking

    /// Whether a result is still to come by itself.
    var isOpen: Bool { status == .asking || status == .accepted }

    /// Whether a notification may still settle it.
    var awaitsNotification: Bool { flow == .asynchronous && (isOpen || status == .unanswered) }

    /// The name in JSON and in style sheets.
    var name: String {
        switch status {
        case .asking: "asking"
        case .accepted: "accepted"
        case .done: "done"
        case .refused: "refused"
        case .unanswered: "unanswered"
        case .suspicious: "suspicious"
        }
    }
}
