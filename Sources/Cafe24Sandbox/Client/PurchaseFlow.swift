/// The ways in which Cafe24 lets a buyer pay, and the gateway's routes for each.
public enum PurchaseFlow: String, Sendable {
    case synchronous

    /// Where Cafe24 reads a payment. Only synchronous payments are read; others are announced.
    static let statusPath = "/api/synchronous-checkout/checkout/status"

    var checkoutPath: String {
        switch self {
        case .synchronous: "/api/synchronous-checkout/checkout"
        }
    }
}
