/// How a session's webhooks are to be sent, as the payment page's optional fields ask.
struct WebhookPlan: Codable, Hashable, Sendable {
    enum Order: String, Codable, CaseIterable, Sendable {
        /// The first attempt is over before the button is answered.
        case beforeReturn = "before-return"
        case afterReturn = "after-return"
        /// "Authorised" is held back, so that "paid" overtakes it.
        case reversed
    }

    static let longestDelay = 60_000
    static let mostCopies = 20
    /// Enough for a browser to follow the redirect first.
    static let usualDelay = Duration.milliseconds(300)
    /// How long "authorised" waits for "paid" to overtake it; then it goes out alone.
    static let holdBack = Duration.seconds(3)

    /// In milliseconds; `nil` leaves it to the order.
    var delay: Int?
    /// How often each webhook is sent, byte for byte the same. With zero none is.
    var copies = 1
    var order = Order.afterReturn

    /// How long a webhook waits before its first attempt.
    func wait(for event: WebhookEvent) -> Duration {
        switch order {
        case .afterReturn: delay.map { .milliseconds($0) } ?? Self.usualDelay
        case .beforeReturn: .milliseconds(delay ?? 0)
        case .reversed: .milliseconds(delay ?? 0) + (event.status == .authorised ? Self.holdBack : .zero)
        }
    }
}

extension WebhookPlan {
    /// Reads a posted form, where an empty field is one left out; `nil` where a value makes no sense.
    init?(form: [String: String]) {
        let fields = form.filter { !$0.value.isEmpty }
        if let text = fields["webhook_delay_ms"] {
            guard let delay = Int(text), (0...Self.longestDelay).contains(delay) else { return nil }
            self.delay = delay
        }
        if let text = fields["webhook_copies"] {
            guard let copies = Int(text), (0...Self.mostCopies).contains(copies) else { return nil }
            self.copies = copies
        }
        if let text = fields["webhook_order"] {
            guard let order = Order(rawValue: text) else { return nil }
            self.order = order
        }
    }
}
