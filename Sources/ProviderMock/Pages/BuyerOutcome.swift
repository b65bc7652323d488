/// What the buyer, or a script in the buyer's place, chooses on the payment page.
enum BuyerOutcome: String, CaseIterable, Sendable {
    case approve, decline, leave
    /// Paid, but the browser never comes back.
    case approveNoReturn = "approve-no-return"
    /// Paid, and the gateway hears of it from nobody.
    case approveSilently = "approve-silently"
    /// A virtual account is issued.
    case deposit
}
