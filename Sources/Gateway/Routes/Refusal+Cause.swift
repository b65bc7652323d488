import Logging
import ProviderKit

/// The one place where a failure becomes an answer.
extension Refusal {
    /// What the caller is told of an error; what it must not be told goes to the log.
    init(of error: any Error, _ logger: Logger) {
        switch error {
        case let refusal as Refusal:
            self = refusal
            logger.info("refused", metadata: ["reason": "\(refusal.message)"])
        case let refusal as CheckoutRefusal:
            self.init(refusal)
            logger.info("refused", metadata: ["reason": "\(message)"])
        case let fault as RequestFault:
            self.init(.request, fault.description)
            logger.info("refused", metadata: ["reason": "\(fault)"])
        default:
            self.init(.unavailable, "the gateway cannot answer right now; please try again")
            logger.error("request failed", metadata: ["error": "\(error)"])
        }
    }

    private init(_ refusal: CheckoutRefusal) {
        switch refusal {
        case .order(.alreadyPaid):
            self.init(.business, "this order is paid already")
        case .order(.beingPaid):
            self.init(.business, "this order is being paid with another amount; please try again in a few minutes")
        case .order(.beingPaidByAnother):
            self.init(.business, "this order is being paid with another cart; please start from the shop again")
        case .order(.beingReturned):
            self.init(.business, "an earlier payment of this order is still being returned; please try again later")
        case .order(.begunTooOften):
            self.init(.business, "this order was begun too often; please start from the shop again")
        case .provider(let error):
            let words =
                switch error.code {
                case .invalidRequest: "the payment company refused: \(error.message)"
                case .configuration: "the payment company does not accept the shop's account"
                default: "the payment company does not answer; please try again"
                }
            self.init(.business, words)
        case .busy:
            self.init(.business, "this order's payment is just being opened; please try again")
        }
    }
}
