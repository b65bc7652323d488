import ProviderKit

/// Which payments an operator wants to see.
public struct PaymentFilter: Sendable {
    public var state: PaymentState?
    /// Paid synchronous payments whose status nobody has read, paid before this moment, that no notification tells of
    /// and that Cafe24 has cancelled nothing of (ledger, rule 11).
    public var unreadBefore: Timestamp?
    /// Of unread ones, only those whose checkout brought an address to tell them at and that nobody was told of yet,
    /// also not in vain; or only those without an address.
    public var isTellable: Bool?
    public var flaggedOnly = false

    public init(
        state: PaymentState? = nil,
        unreadBefore: Timestamp? = nil,
        isTellable: Bool? = nil,
        flaggedOnly: Bool = false
    ) {
        self.state = state
        self.unreadBefore = unreadBefore
        self.isTellable = isTellable
        self.flaggedOnly = flaggedOnly
    }
}
