/// PayPal's own names for what went wrong, as far as anything depends on them.
enum PayPalIssue: String, CaseIterable {
    case instrumentDeclined = "INSTRUMENT_DECLINED"
    case payerActionRequired = "PAYER_ACTION_REQUIRED"
    case orderNotApproved = "ORDER_NOT_APPROVED"

    case transactionRefused = "TRANSACTION_REFUSED"
    case payerCannotPay = "PAYER_CANNOT_PAY"
    case tooManyAttempts = "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED"
    case complianceViolation = "COMPLIANCE_VIOLATION"

    case alreadyCaptured = "ORDER_ALREADY_CAPTURED"
    case fullyRefunded = "CAPTURE_FULLY_REFUNDED"
    case duplicateInvoice = "DUPLICATE_INVOICE_ID"
    case refundTooLarge = "REFUND_AMOUNT_EXCEEDED"

    case completionInProgress = "ORDER_COMPLETION_IN_PROGRESS"
    case internalError = "INTERNAL_SERVER_ERROR"
    case rateLimit = "RATE_LIMIT_REACHED"
    case pendingCapture = "PENDING_CAPTURE"
    /// The merchant has to fund the account first; then the same refund goes through.
    case insufficientFunds = "REFUND_FAILED_INSUFFICIENT_FUNDS"

    case notAuthorized = "NOT_AUTHORIZED"
    case permissionDenied = "PERMISSION_DENIED"

    /// What is to be done about it.
    enum Meaning: Hashable {
        /// Surely refused, and nothing happened.
        case refused
        /// The issuer, or PayPal, says no to this buyer for good.
        case declined
        /// The buyer has to choose or approve again.
        case buyerActs
        /// Something of the kind was done before; look what it was.
        case lookFirst
        /// It is being done, or may be.
        case mayHaveHappened
        /// Nothing happened; the same may be asked later.
        case later
        /// The account lacks something.
        case configuration
    }

    var meaning: Meaning {
        switch self {
        case .instrumentDeclined, .payerActionRequired, .orderNotApproved: .buyerActs
        case .transactionRefused, .payerCannotPay, .tooManyAttempts, .complianceViolation: .declined
        case .alreadyCaptured, .fullyRefunded, .duplicateInvoice, .refundTooLarge: .lookFirst
        case .completionInProgress, .internalError: .mayHaveHappened
        case .rateLimit, .pendingCapture, .insufficientFunds: .later
        case .notAuthorized, .permissionDenied: .configuration
        }
    }
}
