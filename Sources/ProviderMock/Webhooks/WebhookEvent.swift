import ProviderKit

/// Something that the PG tells the gateway of its own accord.
struct WebhookEvent: Hashable, Sendable {
    enum Kind: String, Codable, Sendable {
        case payment, deposit, cancellation
    }

    enum Status: String, Codable, Sendable {
        /// The buyer approved; the money waits for the gateway's approval.
        case authorised
        case paid
        /// A cancellation gave the money back, or did not after all.
        case done, refused
    }

    let kind: Kind
    let status: Status
    let amount: Money
}

extension Session {
    /// What is to be told of a change of the session since it looked as given; `nil` where nobody is to hear of it.
    func event(since before: Session) -> WebhookEvent? {
        guard webhooks != nil, before.status != status else { return nil }
        return switch (before.status, status) {
        case (.deposit, .paid): WebhookEvent(kind: .deposit, status: .paid, amount: amount)
        case (_, .paid): WebhookEvent(kind: .payment, status: .paid, amount: amount)
        // That an account was asked for is no news.
        case (_, .authorised) where method == Session.virtualAccount: nil
        case (_, .authorised): WebhookEvent(kind: .payment, status: .authorised, amount: amount)
        default: nil
        }
    }
}
