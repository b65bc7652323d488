import ProviderKit

extension TossFailure {
    /// What follows from a failure of a call that moves money.
    enum Meaning: Hashable, Sendable {
        /// It may have happened. The answer is kept under its idempotency key and comes again with it.
        case doubtful
        /// The same key is being worked on just now.
        case underWay
        /// It may have happened before; only an inquiry tells.
        case contradicted
        /// Surely not, for good.
        case final
        /// The account is wrong.
        case misconfigured
        /// Too many requests; this one was not looked at.
        case throttled
        /// A refusal that no document lists.
        case unlisted
    }

    var meaning: Meaning {
        if status == 429 { return .throttled }
        switch code ?? "" {
        case "IDEMPOTENT_REQUEST_PROCESSING", "FORBIDDEN_CONSECUTIVE_REQUEST": return .underWay
        case _ where status >= 500: return .doubtful
        // A 400 all the same.
        case "PROVIDER_ERROR", "FAILED_INTERNAL_SYSTEM_PROCESSING", "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING",
            "UNKNOWN_PAYMENT_ERROR", "CARD_PROCESSING_ERROR", "COMMON_ERROR", "FAILED_REFUND_PROCESS",
            "FAILED_METHOD_HANDLING_CANCEL":
            return .doubtful
        case "ALREADY_PROCESSED_PAYMENT", "ALREADY_CANCELED_PAYMENT", "ALREADY_REFUND_PAYMENT",
            "DUPLICATED_ORDER_ID", "NOT_MATCHES_REFUNDABLE_AMOUNT":
            return .contradicted
        case "UNAUTHORIZED_KEY", "INVALID_API_KEY", "INCORRECT_BASIC_AUTH_FORMAT", "INVALID_IDEMPOTENCY_KEY":
            return .misconfigured
        case "": return status == 401 || status == 403 ? .misconfigured : .doubtful
        case let code: return Self.isFinal(code) ? .final : .unlisted
        }
    }

    private static func isFinal(_ code: String) -> Bool {
        let codes: Set = [
            "REJECT_CARD_PAYMENT", "REJECT_CARD_COMPANY", "REJECT_ACCOUNT_PAYMENT", "INVALID_STOPPED_CARD",
            "BELOW_MINIMUM_AMOUNT", "NOT_CANCELABLE_AMOUNT", "NOT_CANCELABLE_PAYMENT", "NOT_ALLOWED_PARTIAL_REFUND",
            "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT", "NOT_FOUND_PAYMENT", "NOT_FOUND_PAYMENT_SESSION",
        ]
        return codes.contains(code) || code.hasPrefix("EXCEED_") || code.hasPrefix("INVALID_REFUND_ACCOUNT_")
    }

    /// Toss never heard of the payment.
    var isNotFound: Bool { code == "NOT_FOUND_PAYMENT" }

    /// What ends a call that moves money without another look; `nil` where Toss refused for good or must be asked.
    var atOnce: ProviderError? {
        switch meaning {
        case .misconfigured: configuration
        case .throttled: throttled
        case .underWay: doubt
        case .final, .doubtful, .contradicted, .unlisted: nil
        }
    }

    /// For a call that only asked: whatever went wrong, nothing happened.
    var whileAsking: ProviderError {
        switch meaning {
        case .misconfigured: configuration
        default: ProviderError(.temporary, "Toss did not answer an inquiry", providerCode: shownCode)
        }
    }

    var configuration: ProviderError {
        ProviderError(.configuration, "Toss refuses the account's keys", providerCode: shownCode)
    }

    var throttled: ProviderError {
        ProviderError(.temporary, "Toss takes no more requests for now", providerCode: shownCode)
    }

    var doubt: ProviderError {
        ProviderError(.unknown, "Toss does not say whether it happened", providerCode: shownCode)
    }

    /// For a cancel that surely did not happen.
    var refusal: CancellationOutcome { .refused(code: shownCode, message: message) }

    var shownCode: String { code ?? "HTTP \(status)" }
}
