import ProviderKit

/// What the module remembers of a payment.
struct PayPalState: Codable, Hashable, Sendable {
    /// The id of the order at PayPal.
    let order: String
    /// Where the buyer approves it, and comes again to choose another card.
    let payerLink: String
    /// What a refund refers to.
    var capture: String?
    /// How often the buyer was sent back to choose again.
    var rounds = 0

    /// The `PayPal-Request-Id` of capturing: the same on each repeat, another one after the buyer has chosen again,
    /// since PayPal answers a known id as it did before.
    func captureID(_ approval: OperationID) -> String {
        rounds == 0 ? approval.text : "\(approval.text)-\(rounds)"
    }
}

extension PaymentReference {
    /// - Returns: `nil` where the answer to the checkout never came: then nobody knows the way to pay.
    func payPalState() throws(ProviderError) -> PayPalState? {
        try state?.value(as: PayPalState.self)
    }
}
