/// Why the gateway asks what became of a payment.
public enum Evidence: Sendable {
    /// The buyer's browser came back.
    case returned(InboundMessage, via: ReturnDoor)
    /// The PG reported, and ``WebhookReceiving/notices(in:)`` found the message authentic.
    case notified(InboundMessage)
    /// Nobody came; the gateway asks by itself.
    case inquiry
}

/// By which of the addresses in ``CheckoutURLs`` the buyer returned. It proves nothing.
public enum ReturnDoor: String, Hashable, Sendable, Codable {
    case success, cancel, failure
}
