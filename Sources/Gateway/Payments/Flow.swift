/// Which of Cafe24's three ways of paying a payment came by.
public enum Flow: String, Sendable {
    /// Cafe24 learns the result from the buyer's return and the status it then reads.
    case synchronous
    /// Cafe24 learns the result from a notification.
    case asynchronous
    /// Begun by the payment button in the shop's pages.
    case external
}
