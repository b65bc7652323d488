import Foundation
import HTTPTypes
import ProviderKit

/// What KakaoPay answers: what was asked for, or why not.
enum KakaoAnswer<Value: Decodable & Sendable>: Sendable {
    case value(Value)
    case failed(KakaoFailure)

    /// - Throws: ``ProviderError/Code/unknown`` for an answer that is neither.
    init(_ response: ProviderResponse) throws(ProviderError) {
        if let failure = KakaoFailure(response) {
            self = .failed(failure)
        } else {
            self = .value(try response.json(as: Value.self))
        }
    }
}

/// A refusal or a breakdown.
struct KakaoFailure: Hashable, Sendable {
    /// What follows from a failure of a call that moves money.
    enum Meaning: Hashable, Sendable {
        /// It may have happened.
        case doubtful
        /// Refused, unless an inquiry says otherwise.
        case refused
        /// The buyer's other payment is being worked on: the same may be asked again shortly.
        case locked
        /// Too many requests; this one was not looked at.
        case throttled
        case misconfigured
    }

    let status: Int
    let code: String
    let message: String

    /// `nil` for an answer that is not about a failure; one may come with status 200.
    init?(_ response: ProviderResponse) {
        let status = response.status.code
        let body = try? JSONDecoder().decode(Body.self, from: Data(response.body))
        guard status >= 400 || body != nil else { return nil }
        code = body?.extras?.code ?? body.map { String($0.code) } ?? "HTTP \(status)"
        self.status = status
        message = body?.extras?.message ?? body?.message ?? ""
    }

    var meaning: Meaning {
        switch (status, code) {
        case (401, _), (403, _): .misconfigured
        case (429, _): .throttled
        case (_, "USER_LOCKED"): .locked
        case (500..., _): .doubtful
        default: .refused
        }
    }

    /// What ends a call that changes something without another look; `nil` for a refusal: an inquiry may contradict it.
    var atOnce: ProviderError? {
        switch meaning {
        case .misconfigured: configuration
        case .throttled, .locked: busy
        case .doubtful: doubt
        case .refused: nil
        }
    }

    /// For a call that only asked: whatever went wrong, nothing happened.
    var whileAsking: ProviderError {
        meaning == .misconfigured
            ? configuration : ProviderError(.temporary, "KakaoPay did not answer an inquiry", providerCode: code)
    }

    var configuration: ProviderError {
        ProviderError(.configuration, "KakaoPay refuses the account", providerCode: code)
    }

    var busy: ProviderError {
        ProviderError(.temporary, "KakaoPay wants the same to be asked again shortly", providerCode: code)
    }

    var doubt: ProviderError {
        ProviderError(.unknown, "KakaoPay does not say whether it happened", providerCode: code)
    }

    private struct Body: Decodable {
        struct Extras: Decodable {
            let code: String?
            let message: String?

            private enum CodingKeys: String, CodingKey {
                case code = "method_result_code"
                case message = "method_result_message"
            }
        }

        let code: Int
        let message: String?
        let extras: Extras?

        private enum CodingKeys: String, CodingKey {
            case code = "error_code"
            case message = "error_message"
            case extras
        }
    }
}
