import Foundation
import HTTPTypes
import ProviderKit

/// What Toss answers to any call: a payment, or why not.
enum TossAnswer: Sendable {
    case payment(TossPayment)
    case failed(TossFailure)

    /// - Throws: ``ProviderError/Code/unknown`` for an answer that is neither.
    init(_ response: ProviderResponse) throws(ProviderError) {
        if let failure = TossFailure(response) {
            self = .failed(failure)
        } else {
            self = .payment(try response.json(as: TossPayment.self))
        }
    }
}

/// A refusal or a breakdown.
struct TossFailure: Hashable, Sendable {
    let status: Int
    /// Toss's code; `nil` where something in front of Toss answered.
    let code: String?
    let message: String

    /// `nil` for an answer that is not about a failure. The status alone misleads: a refusal may come with 200.
    init?(_ response: ProviderResponse) {
        status = response.status.code
        let body = try? JSONDecoder().decode(Body.self, from: Data(response.body))
        // A payment that failed has its failure inside; it is a payment all the same.
        let words = body?.words ?? (body?.status == nil ? body?.failure : nil)
        guard let words else {
            guard status >= 400 else { return nil }
            code = nil
            message = "HTTP \(status)"
            return
        }
        code = words.code
        message = words.message ?? ""
    }

    private struct Body: Decodable {
        let code: String?
        let message: String?
        let failure: Words?
        let status: String?

        var words: Words? { code.map { Words(code: $0, message: message) } }
    }

    struct Words: Decodable, Hashable, Sendable {
        let code: String
        let message: String?
    }
}
