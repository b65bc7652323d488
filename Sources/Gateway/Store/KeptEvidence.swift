import Foundation
import ProviderKit

/// Evidence as it is kept: what a buyer or a PG brought, whole, so that it can be given to the module again.
struct KeptEvidence: Codable {
    /// The door of a return; `nil` for a webhook.
    private let door: ReturnDoor?
    private let method: String
    private let path: String
    private let query: String
    private let headers: [String: String]
    private let body: Data
    private let source: String?

    /// - Returns: `nil` for an inquiry: nobody brought anything.
    init?(_ evidence: Evidence) {
        let message: InboundMessage
        switch evidence {
        case .returned(let returned, let by): (message, door) = (returned, by)
        case .notified(let notice): (message, door) = (notice, nil)
        case .inquiry: return nil
        }
        method = message.method
        path = message.path
        query = message.query
        headers = message.headers
        body = Data(message.body)
        source = message.source
    }

    /// Whether it says what the other one says, whoever brought it.
    func repeats(_ other: KeptEvidence) -> Bool {
        door == other.door && method == other.method && query == other.query && body == other.body
    }

    var evidence: Evidence {
        let message = InboundMessage(
            method: method,
            path: path,
            query: query,
            headers: headers,
            body: Array(body),
            source: source
        )
        return if let door { .returned(message, via: door) } else { .notified(message) }
    }

    /// Sealed evidence opens only beside its own payment.
    static func sealContext(_ payment: PaymentKey) -> String { "evidence/\(payment.text)" }
}
