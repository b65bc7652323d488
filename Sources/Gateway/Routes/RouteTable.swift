/// The paths that the gateway answers, as Cafe24's routes page and the architecture name them.
///
/// Routes are declared from this table, and the addresses given out are built from it, so that none can lead nowhere.
enum RouteTable {
    static let synchronousCheckout = "/api/synchronous-checkout/checkout"
    static let synchronousCallback = "/api/synchronous-checkout/checkout/callback"
    static let synchronousStatus = "/api/synchronous-checkout/checkout/status"
    static let asynchronousCheckout = "/api/asynchronous-checkout/checkout"
    static let asynchronousCallback = "/api/asynchronous-checkout/checkout/callback"
    static let asynchronousWebhook = "/api/asynchronous-checkout/checkout/webhook"
    static let synchronousCancellation = "/api/synchronous-cancellation/cancel"
    static let asynchronousCancellation = "/api/asynchronous-cancellation/cancel"
    static let cancellationWebhook = "/api/asynchronous-cancellation/cancel/webhook"
    /// Cafe24's sample names the cancellation routes so.
    static let synchronousRefund = "/api/synchronous-refund/cancel"
    static let asynchronousRefund = "/api/asynchronous-refund/cancel"
    static let refundWebhook = "/api/asynchronous-refund/cancel/webhook"
    static let externalScript = "/api/external-checkout/script"
    /// The content hash of the script it leads to, and `.js`, stand behind it.
    static let externalButton = "/api/external-checkout/script/button-"
    static let externalData = "/api/external-checkout/script/data"
    static let externalHash = "/api/external-checkout/script/hmac"
    static let externalPayload = "/api/external-checkout/payload"
    static let externalReview = "/api/external-checkout/order/review"
    static let externalPay = "/api/external-checkout/order/pay"
    static let externalCallback = "/api/external-checkout/order/callback"
    static let providerPages = "/providers"
    static let hostedPage = "/pay"
    static let live = "/health/live"
    static let ready = "/health/ready"

    /// Parts of these paths that are as long as a key.
    static let longNames: Set<Substring> = ["synchronous-cancellation", "asynchronous-cancellation"]
}
