import ProviderKit

/// What a request to cancel means, given what was asked before (ledger, rules 4, 9 and 12).
public enum CancellationDecision: Hashable, Sendable {
    /// This cancellation, new or asked for before, is to be brought to its end.
    case operation(OperationID)
    /// It was done and told before.
    case doneBefore
    case refused(CancellationRefusal)
}

/// Why nothing is given back.
public enum CancellationRefusal: Error, Hashable, Sendable {
    case notPaid
    /// An approval is under way; what there is to cancel is not known yet.
    case undecided
    case moreThanRemains(Money)
    /// An unpaid deposit can only be closed as a whole.
    case notTheWhole
    /// The refund was sent already, and it names another bank account.
    case otherAccount(isDone: Bool)
}

extension CancellationRefusal {
    /// For the shop's staff, or the operator.
    var words: String {
        switch self {
        case .notPaid: "this payment is not paid"
        case .undecided: "it is not known yet whether this order was paid; please try again in a few minutes"
        case .moreThanRemains(let rest): "cancel_amount is more than what remains, which is \(rest)"
        case .notTheWhole: "a deposit that is not paid yet can only be cancelled as a whole"
        case .otherAccount(isDone: true):
            "this amount has gone back already, and not to this bank account; "
                + "the request as it was first sent is answered with success"
        case .otherAccount(isDone: false):
            "a refund of this amount is under way, and not to this bank account; "
                + "the request as it was first sent tells what becomes of it"
        }
    }
}
