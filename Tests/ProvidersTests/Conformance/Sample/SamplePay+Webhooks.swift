import Foundation
import ProviderKit

extension SamplePay: WebhookReceiving {
    func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        guard isSigned(message) || flaw == .believesAnybody || flaw == .asksAboutAnything else {
            throw ProviderError(.rejectedMessage, "the webhook's signature is wrong")
        }
        guard let told = try? JSONDecoder().decode(SampleWebhook.self, from: Data(message.body)),
            let key = PaymentKey(told.order)
        else { throw ProviderError(.rejectedMessage, "the webhook is none of ours") }
        let subject: Notice.Subject = flaw == .namesNobody ? .reference(told.event) : .key(key)
        return [Notice(subject, deduplicationKey: flaw == .tellsWebhooksAlike ? "told" : told.event)]
    }

    func isSigned(_ message: InboundMessage) -> Bool {
        webhookSecrets.contains { secret in
            let expected = Signature.hmacSHA256(message.body, key: secret).hexadecimal
            return Signature.matches(message.headers[Self.signatureHeader], expected)
        }
    }
}
