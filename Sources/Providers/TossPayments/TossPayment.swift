import Foundation
import ProviderKit

/// Toss's `Payment`, as far as it is read.
struct TossPayment: Decodable, Sendable {
    enum Status: String, Sendable {
        case ready = "READY"
        /// The buyer has authenticated; our confirmation is due within ten minutes.
        case inProgress = "IN_PROGRESS"
        case waitingForDeposit = "WAITING_FOR_DEPOSIT"
        case done = "DONE"
        case canceled = "CANCELED"
        case partialCanceled = "PARTIAL_CANCELED"
        case aborted = "ABORTED"
        case expired = "EXPIRED"
    }

    struct Cancel: Decodable, Sendable {
        enum Status: String, Sendable {
            case done = "DONE"
            case inProgress = "IN_PROGRESS"
            case aborted = "ABORTED"
        }

        let transactionKey: String?
        let cancelRequestId: String?
        let cancelAmount: Decimal
        let cancelReason: String?
        let cancelStatus: String?
    }

    struct Account: Decodable, Sendable {
        let accountNumber: String?
        let bankCode: String?
        let customerName: String?
        let dueDate: String?
    }

    let paymentKey: String
    let orderId: String
    let status: String
    let currency: String
    let totalAmount: Decimal
    let balanceAmount: Decimal?
    let method: String?
    let approvedAt: String?
    let secret: String?
    let virtualAccount: Account?
    let cancels: [Cancel]?
    let failure: TossFailure.Words?

    /// `nil` for a word that no document has.
    var knownStatus: Status? { Status(rawValue: status) }
}

/// What is remembered of a payment.
struct TossState: Codable, Hashable, Sendable {
    var paymentKey: String
    /// Money can only go back to an account that the buyer names.
    var isVirtualAccount: Bool
    /// What a `DEPOSIT_CALLBACK` proves itself with; it comes with the confirmation.
    var secret: String?
    /// Toss answered the confirmation of this payment with another one.
    var isDisputed: Bool?
}
