import ProviderKit

/// What the module remembers of a payment.
struct NicePayState: Codable, Hashable, Sendable {
    /// Whether the buyer's bank account is needed to give the money back; `nil` before there is a transaction.
    var isVirtualAccount: Bool?
    init(isVirtualAccount: Bool? = nil) {
        self.isVirtualAccount = isVirtualAccount
    }

    init(of payment: PaymentReference) throws(ProviderError) {
        guard let state = payment.state else {
            self.init()
            return
        }
        self = try state.value(as: NicePayState.self)
    }
}

/// An approval that was begun.
struct NicePayAttempt: Codable, Hashable, Sendable {
    /// What was approved; `nil` where it was written down before transactions were.
    var tid: String?
    /// When a net-cancel was begun that has no clear answer yet. Until it has one, the payment is not reported as paid,
    /// because the net-cancel may still undo it.
    var netCancelBegun: Timestamp?
    /// A transaction that turned out to be another order's when it was approved; never approved again.
    var foreign: String?

    /// NICEPAY takes net-cancels for one hour after the approval.
    static let netCancelLife = Duration.seconds(3600)
}
