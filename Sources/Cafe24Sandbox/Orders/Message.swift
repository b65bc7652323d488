/// One request about an order and its answer, as shown beside the order. Secrets are shortened before they get here.
struct Message: Sendable {
    enum Party: Sendable {
        case buyer
        case mall
        /// The mall's own servers, as apps use them.
        case adminAPI
        case gateway
        case paymentPage
    }

    enum Answer: Sendable {
        /// Sent; nothing came back so far.
        case pending
        case received(status: Int, body: String)
        /// The connection failed or the time ran out.
        case missing
        /// A browser was sent elsewhere; whatever it gets there the mall does not see.
        case unseen
    }

    let from: Party
    let to: Party
    let method: String
    /// Path at the mall or the gateway, whole address elsewhere. No query: that is in ``request``.
    let target: String
    /// Several lines of JSON, whatever the encoding on the wire was; empty when nothing was sent.
    let request: String
    var answer: Answer
    var remarks: [Text] = []
}
