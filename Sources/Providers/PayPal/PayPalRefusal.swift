import HTTPTypes
import ProviderKit

/// An answer that is no success.
struct PayPalRefusal: Sendable {
    /// PayPal's own word: of the first detail, else of the whole.
    let code: String
    let message: String
    let meaning: PayPalIssue.Meaning
    /// Where the buyer is to go now, where PayPal says so.
    let payerLink: String?

    /// - Throws: ``ProviderError/Code/unknown`` for words that are not PayPal's: nobody knows who spoke them, and what
    ///   was asked may have happened.
    init(_ answer: ProviderResponse) throws(ProviderError) {
        let status = answer.status
        if status == .tooManyRequests || status.kind == .serverError {
            code = String(status.code)
            message = status == .tooManyRequests ? "PayPal wants fewer requests" : "PayPal has trouble"
            meaning = status == .tooManyRequests ? .later : .mayHaveHappened
            payerLink = nil
            return
        }
        let words = try answer.json(as: Words.self)
        let detail = words.details?.first
        code = detail?.issue ?? words.name
        message = detail?.description ?? words.message ?? words.name
        payerLink = words.links.address("payer-action")
        meaning = Self.meaning(of: status, detail?.issue, words.name)
    }

    /// The status says less than the words, except where there are none we know.
    private static func meaning(
        of status: HTTPResponse.Status,
        _ issue: String?,
        _ name: String
    ) -> PayPalIssue.Meaning {
        if let known = [issue, name].compactMap({ $0 }).lazy.compactMap({ PayPalIssue(rawValue: $0) }).first {
            return known.meaning
        }
        return switch status.code {
        case 401: .configuration
        // An earlier request with this id is still being worked on.
        case 409: .mayHaveHappened
        case 400...499: .refused
        default: .mayHaveHappened
        }
    }

    /// For a call that has no better way to tell it.
    var error: ProviderError {
        let kind: ProviderError.Code =
            switch meaning {
            case .refused, .declined, .buyerActs: .invalidRequest
            case .lookFirst: .conflict
            case .mayHaveHappened: .unknown
            case .later: .temporary
            case .configuration: .configuration
            }
        return ProviderError(kind, message, providerCode: code)
    }

    /// The body; the values that PayPal quotes in its details stay there.
    private struct Words: Decodable {
        let name: String
        let message: String?
        let details: [Detail]?
        let links: [PayPalLink]?

        struct Detail: Decodable {
            let issue: String
            let description: String?
        }
    }
}
