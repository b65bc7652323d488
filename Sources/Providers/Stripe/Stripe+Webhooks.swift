import ProviderKit

extension Stripe: WebhookReceiving {
    public func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        guard let signature = StripeSignature(message.headers[StripeSignature.header]),
            signature.isRight(for: message.body, secrets: webhookSecrets)
        else { throw ProviderError(.rejectedMessage, "the webhook's signature is wrong") }
        guard signature.isRecent(at: services.clock.now()) else {
            throw ProviderError(.rejectedMessage, "the webhook was signed too long ago")
        }
        let event = try StripeEvent(message.body)
        return event.subject.map { [Notice($0, deduplicationKey: event.id)] } ?? []
    }
}
