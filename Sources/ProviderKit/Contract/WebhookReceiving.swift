/// A module that its PG calls.
public protocol WebhookReceiving: PaymentProvider {
    /// Authenticates a message with what the account has and names the payments it speaks of.
    ///
    /// - Parameter message: The message, its body byte for byte.
    /// - Returns: One notice for each payment; none for a message that is authentic but about nothing of ours.
    /// - Throws: ``ProviderError/Code/rejectedMessage`` for a forged or malformed message,
    ///   ``ProviderError/Code/temporary`` where its authenticity could not be checked now.
    func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice]
}

/// One payment that an authentic webhook speaks of.
public struct Notice: Hashable, Sendable {
    /// How the PG named the payment.
    public enum Subject: Hashable, Sendable {
        /// By the order number that we gave it.
        case key(PaymentKey)
        /// By a reference of the PG's own, one of those in ``CheckoutSession/references`` or
        /// ``PaymentSnapshot/references``.
        case reference(String)
    }

    public let subject: Subject

    /// What tells this message from another one about the same payment; the same text twice is the same message.
    public let deduplicationKey: String

    public init(_ subject: Subject, deduplicationKey: String) {
        self.subject = subject
        self.deduplicationKey = deduplicationKey
    }
}
