import ProviderKit

/// A message on its way to the gateway, once for each copy.
struct Webhook: StoredRecord, Hashable {
    /// The waits between one attempt and the next. After the last attempt the PG gives up, as real ones do.
    static let retries: [Duration] = [
        .seconds(1), .seconds(5), .seconds(30), .seconds(300), .seconds(1800), .seconds(7200),
    ]

    let message: WebhookMessage
    let copy: Int
    /// The notification URL of the order.
    let address: String
    var due: Timestamp
    var attempts = 0
    /// Until when the process that took it sends it; a crash leaves it to others then.
    var lease: Timestamp?

    /// When to try again after a failed attempt; `nil` where the PG gives up.
    func retry(at now: Timestamp) -> Timestamp? {
        Self.retries.indices.contains(attempts - 1) ? now + Self.retries[attempts - 1] : nil
    }
}
