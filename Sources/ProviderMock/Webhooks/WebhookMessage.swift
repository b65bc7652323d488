import Foundation
import ProviderKit

/// The body of a webhook.
struct WebhookMessage: Codable, Hashable, Sendable {
    let event: String
    /// The payment key. A message without one speaks of no payment.
    let reference: String?
    let session: String?
    var status: String?
    /// In minor units.
    var amount: Int64?
    var currency: String?
    /// Tells this event from every other; copies and repeats of one message share it.
    let id: String

    init(_ event: WebhookEvent, of session: Session, id: String) {
        self.event = event.kind.rawValue
        reference = session.key.text
        self.session = session.id
        status = event.status.rawValue
        amount = event.amount.minorUnits
        currency = event.amount.currency.code
        self.id = id
    }

    /// Reads a body.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage``.
    init(body: [UInt8]) throws(ProviderError) {
        guard let message = try? JSONDecoder().decode(WebhookMessage.self, from: Data(body)), !message.id.isEmpty else {
            throw ProviderError(.rejectedMessage, "the webhook's body is not one of ours")
        }
        self = message
    }

    /// The body, the same bytes for the same message.
    var body: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    /// The message as a fault has it told.
    func falsified(by fault: Fault?) -> WebhookMessage {
        var told = self
        guard let fault else { return told }
        if fault.kind == .pending { told.status = "pending" }
        guard let amount, let currency = currency.flatMap(Currency.init) else { return told }
        let money = fault.falsify(Money(amount, currency))
        told.amount = money.minorUnits
        told.currency = money.currency.code
        return told
    }
}
