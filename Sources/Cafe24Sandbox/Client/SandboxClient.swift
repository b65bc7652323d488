import Foundation

/// Cafe24's servers, as far as they call the gateway: opens, reads and cancels payments, without a shop or a browser.
///
/// It knows the wire only, so that it can also send what Cafe24 never would: wrong hashes, odd encodings, bare numbers.
public struct SandboxClient: Sendable {
    /// One HTTP request, complete.
    public struct Call: Sendable {
        public let url: String
        public let contentType: String
        public let body: String
        public var method = "POST"
    }

    /// The answer to a ``Call``, whatever its status. Redirects are answers, not followed.
    public struct Reply: Sendable {
        public let status: Int
        public let location: String?
        public let body: String

        public init(status: Int, location: String? = nil, body: String) {
            self.status = status
            self.location = location
            self.body = body
        }
    }

    public typealias Post = @Sendable (Call) async throws -> Reply

    public let gatewayURL: String
    public let hashes: Cafe24Hashes
    private let post: Post

    /// Sends through any HTTP client, given as one function that throws only when no answer came.
    public init(gatewayURL: String, serviceKey: String, post: @escaping Post) {
        self.gatewayURL = gatewayURL
        self.hashes = Cafe24Hashes(serviceKey: serviceKey)
        self.post = post
    }

    /// Asks for a payment page.
    public func openCheckout(_ checkout: Checkout, as encoding: Encoding = .json) async throws -> CheckoutAnswer {
        let fields = checkout.fields(signedWith: hashes)
        let reply = try await send(fields, to: checkout.flow.checkoutPath, as: encoding)
        return CheckoutAnswer(httpStatus: reply.status, body: reply.body)
    }

    /// Reads what became of a payment, by the key that the buyer's browser brought back.
    public func status(key: String, as encoding: Encoding = .json) async throws -> StatusAnswer {
        let fields = [SandboxJSON.Member(name: "key", value: .string(key))]
        let reply = try await send(fields, to: PurchaseFlow.statusPath, as: encoding)
        return StatusAnswer(httpStatus: reply.status, body: reply.body)
    }

    /// Opens a payment of which Cafe24 is told by notification.
    public func openAsynchronous(_ checkout: Checkout, as encoding: Encoding = .json) async throws -> CheckoutAnswer {
        var checkout = checkout
        checkout.flow = .asynchronous
        return try await openCheckout(checkout, as: encoding)
    }

    /// Asks for money back.
    public func cancel(_ cancellation: Cancellation, as encoding: Encoding = .json) async throws -> CancelAnswer {
        let fields = cancellation.fields(signedWith: hashes)
        let reply = try await send(fields, to: cancellation.flow.path, as: encoding)
        return CancelAnswer(httpStatus: reply.status, body: reply.body)
    }

    /// Sends any fields to any route of the gateway.
    public func send(
        _ fields: [SandboxJSON.Member],
        to path: String,
        as encoding: Encoding = .json
    ) async throws -> Reply {
        let (contentType, body) = encoding.write(fields)
        return try await post(Call(url: gatewayURL + path, contentType: contentType, body: body))
    }

    /// Reads any route of the gateway.
    public func get(_ path: String) async throws -> Reply {
        try await post(Call(url: gatewayURL + path, contentType: "", body: "", method: "GET"))
    }
}
