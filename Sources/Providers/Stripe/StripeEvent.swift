import Foundation
import ProviderKit

/// A webhook's body, as far as it names a payment; what became of that is asked for.
struct StripeEvent: Decodable, Sendable {
    let id: String
    let type: String
    let data: Content

    struct Content: Decodable, Sendable {
        let object: Subject
    }

    /// A session, an intent, a charge, a refund or a dispute.
    struct Subject: Decodable, Sendable {
        let clientReferenceID: String?
        let metadata: [String: String]?
        let paymentIntent: String?

        enum CodingKeys: String, CodingKey {
            case metadata
            case clientReferenceID = "client_reference_id"
            case paymentIntent = "payment_intent"
        }
    }

    /// The events that can be news of a payment.
    private static let kinds: Set = [
        "checkout.session.completed", "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed", "checkout.session.expired", "payment_intent.succeeded",
        "payment_intent.payment_failed", "payment_intent.canceled", "payment_intent.amount_capturable_updated",
        "charge.refunded", "refund.created", "refund.updated", "refund.failed", "charge.dispute.created",
        "charge.dispute.closed",
    ]

    init(_ body: [UInt8]) throws(ProviderError) {
        do {
            self = try JSONDecoder().decode(StripeEvent.self, from: Data(body))
        } catch {
            throw ProviderError(.rejectedMessage, "the webhook is not an event")
        }
    }

    /// The payment it speaks of; `nil` where it is none of ours, as for all that a merchant does at Stripe beside.
    var subject: Notice.Subject? {
        guard Self.kinds.contains(type) else { return nil }
        let object = data.object
        let name = object.metadata?["payment_key"] ?? object.clientReferenceID
        if let key = name.flatMap({ PaymentKey($0) }) { return .key(key) }
        return object.paymentIntent.map { .reference($0) }
    }
}
