import Crypto
import Foundation
import ProviderKit

extension NicePay: WebhookReceiving {
    /// Whoever registers an address at NICEPAY has it send a sample first, which must be acknowledged. The sample is
    /// about no order of ours; so are other systems' messages of the same merchant.
    public func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        guard let webhook = NicePayWebhook(message.body) else {
            throw ProviderError(.rejectedMessage, "the webhook is not a transaction")
        }
        guard let key = webhook.orderId.flatMap({ PaymentKey($0) }) else { return [] }
        guard webhook.isSigned(signature) else {
            throw ProviderError(.rejectedMessage, "the webhook's signature is wrong")
        }
        return [Notice(.key(key), deduplicationKey: SHA256.hash(data: message.body).hexadecimal)]
    }
}
