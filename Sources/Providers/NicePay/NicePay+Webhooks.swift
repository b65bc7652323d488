import Crypto
import Foundation
import ProviderKit

/// A webhook as far as it is believed: its signature covers transaction, amount and date, but neither the status nor
/// the order number, so an inquiry decides.
struct NicePayWebhook: Decodable, Sendable {
    let tid: String?
    let orderId: String?
    let amount: Int64?
    let ediDate: String?
    let signature: String?

    /// `nil` for a body that is no JSON object of the kind.
    init?(_ body: [UInt8]) {
        guard let message = try? JSONDecoder().decode(NicePayWebhook.self, from: Data(body)) else { return nil }
        self = message
    }

    func isSigned(_ signer: NicePaySignature) -> Bool {
        guard let tid, let amount, let ediDate else { return false }
        return Signature.matches(signature, signer.ofTransaction(tid: tid, amount: amount, ediDate: ediDate))
    }
}

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
