import Foundation
import ProviderKit

extension PayPal: WebhookReceiving {
    /// A message is PayPal's where the certificate that it names is PayPal's, and signed it for one of our webhooks.
    public func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        let transmission = try PayPalTransmission(message)
        let key = try await certificates.publicKey(at: transmission.certificateAddress)
        guard webhookIDs.contains(where: { transmission.isRight(for: message.body, webhookID: $0, by: key) }) else {
            throw ProviderError(.rejectedMessage, "a webhook's signature is wrong")
        }
        guard let event = try? JSONDecoder().decode(PayPalEvent.self, from: Data(message.body)) else {
            throw ProviderError(.rejectedMessage, "a webhook is not an event of PayPal's")
        }
        return event.subjects.map { Notice($0, deduplicationKey: event.id) }
    }
}
