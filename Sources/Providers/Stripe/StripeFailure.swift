import HTTPTypes
import ProviderKit

/// An answer of Stripe's that is none of the good ones.
struct StripeFailure: Decodable, Sendable {
    struct Detail: Decodable, Hashable, Sendable {
        let type: String?
        let code: String?
        let declineCode: String?
        let message: String?

        enum CodingKeys: String, CodingKey {
            case type, code, message
            case declineCode = "decline_code"
        }

        /// The most telling word: `insufficient_funds` rather than `card_declined`.
        var name: String { declineCode ?? code ?? type ?? "" }
    }

    let error: Detail
}

/// What a call of Stripe's API came to.
enum StripeAnswer<Value: Decodable & Sendable>: Sendable {
    case value(Value)
    /// Surely not done (400, 402, 404), in Stripe's words.
    case refused(StripeFailure.Detail)
}

extension ProviderResponse {
    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - type: What a good one is.
    ///   - mayHaveHappened: Whether the call changes something, so that a server error leaves it open.
    /// - Returns: The value, or Stripe's refusal.
    /// - Throws: What an operator, time or an inquiry must decide. Its text quotes no message of Stripe's, since that
    ///   of a wrong key shows parts of the key.
    func stripe<Value: Decodable & Sendable>(
        as type: Value.Type,
        mayHaveHappened: Bool
    ) throws(ProviderError) -> StripeAnswer<Value> {
        if status.kind == .successful { return .value(try json(as: type)) }
        let detail = try? json(as: StripeFailure.self).error
        func error(_ code: ProviderError.Code, _ words: String) -> ProviderError {
            ProviderError(code, "Stripe \(words) (\(status.code))", providerCode: detail?.name)
        }
        switch status.code {
        case 400, 402, 404:
            guard let detail else { throw error(.unknown, "refuses without saying why") }
            if detail.type == "idempotency_error" { throw error(.conflict, "knows this key over something else") }
            return .refused(detail)
        case 401, 403: throw error(.configuration, "refuses the secret key")
        // The same key is being worked on at this moment.
        case 409: throw error(mayHaveHappened ? .unknown : .temporary, "sees a conflict")
        case 429: throw error(.temporary, "has had too many calls")
        default: throw error(mayHaveHappened ? .unknown : .temporary, "cannot answer")
        }
    }
}
