import ProviderKit

/// What Cafe24 asked to have paid, checked and resolved to a provider account.
public struct AttemptRequest: Sendable {
    public var order: OrderID
    public var flow: Flow
    public var partnerID: String
    public var instance: String
    public var account: String
    public var amount: Money
    public var amountText: String
    public var returnURL: String
    public var notificationURL: String?
    public var extraData: String?
    /// Who sent the cart it is for; `nil` where Cafe24 itself asks.
    public var sender: CartSender?

    public init(
        order: OrderID,
        flow: Flow,
        partnerID: String,
        instance: String,
        account: String,
        amount: Money,
        amountText: String,
        returnURL: String,
        notificationURL: String? = nil,
        extraData: String? = nil,
        sender: CartSender? = nil
    ) {
        self.order = order
        self.flow = flow
        self.partnerID = partnerID
        self.instance = instance
        self.account = account
        self.amount = amount
        self.amountText = amountText
        self.returnURL = returnURL
        self.notificationURL = notificationURL
        self.extraData = extraData
        self.sender = sender
    }

    /// Whether an earlier attempt asked for the same thing. Addresses and `extra_data` may differ.
    func matches(_ payment: Payment) -> Bool {
        payment.amount == amount && payment.partnerID == partnerID && payment.flow == flow
            && payment.instance == instance && payment.account == account
    }

    /// Whether it may take an attempt's place. What Cafe24 asks for is the order itself; a cart's sender has only what
    /// came from there, as anybody can send one.
    func mayReplace(_ payment: Payment) -> Bool { sender == nil || payment.sender == sender }
}
