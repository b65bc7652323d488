import ProviderKit

/// What Cafe24 or an operator asks to have given back.
public struct CancellationRequest: Hashable, Sendable {
    public var amount: Money
    /// The amount as it was written; hashes are computed over this text.
    public var amountText: String
    /// Where the result is to be told; `nil` where the answer itself tells it.
    public var notificationURL: String?
    /// Where a virtual account's money goes back to.
    public var bankAccount: RefundAccount?
    /// A JSON object as it came, echoed byte for byte in the notification.
    public var extraData: String?

    public init(
        amount: Money,
        amountText: String,
        notificationURL: String? = nil,
        bankAccount: RefundAccount? = nil,
        extraData: String? = nil
    ) {
        self.amount = amount
        self.amountText = amountText
        self.notificationURL = notificationURL
        self.bankAccount = bankAccount
        self.extraData = extraData
    }
}
