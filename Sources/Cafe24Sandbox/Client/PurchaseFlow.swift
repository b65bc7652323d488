/// The ways in which Cafe24 lets a buyer pay, and the gateway's routes for each.
public enum PurchaseFlow: String, Sendable, CaseIterable {
    case synchronous
    case asynchronous
    /// From a button on the product page; the order form is skipped.
    case external

    /// Where Cafe24 reads a payment. Only synchronous payments are read; others are announced.
    static let statusPath = "/api/synchronous-checkout/checkout/status"

    /// Where a payment is opened: by Cafe24's servers or, for external ones, by the button's script in the browser.
    var checkoutPath: String {
        switch self {
        case .synchronous: "/api/synchronous-checkout/checkout"
        case .asynchronous: "/api/asynchronous-checkout/checkout"
        case .external: "/api/external-checkout/payload"
        }
    }

    /// How a payment of this flow is cancelled.
    var cancellation: CancellationFlow { self == .synchronous ? .synchronous : .asynchronous }
}

/// The two ways in which Cafe24 asks for money back, and the gateway's routes for each.
public enum CancellationFlow: String, Sendable, CaseIterable {
    /// The answer tells the result.
    case synchronous
    /// The answer only accepts; a notification tells the result.
    case asynchronous

    var path: String { "/api/\(rawValue)-cancellation/cancel" }
}
