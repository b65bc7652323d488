/// A module that serves pages of its own under `/providers/{instance}/…`.
///
/// Any account of the provider instance may be asked for a page: what pages need to know belongs into
/// ``ProviderServices/storage``, which the accounts of one instance share.
public protocol PageServing: PaymentProvider {
    /// Answers a request below the module's folder.
    ///
    /// - Parameters:
    ///   - request: The request; its path starts behind `/providers/{instance}`, with a slash. HEAD comes as GET, and its
    ///     page goes out without the body.
    ///   - listener: Whether the world asked, or an operator.
    /// - Returns: The page; 404 for a path the module does not know on this listener.
    /// - Throws: ``ProviderError/Code/rejectedMessage`` for a request that makes no sense.
    func page(for request: InboundMessage, on listener: PageListener) async throws(ProviderError) -> PageResponse
}

/// Which of the gateway's two ports a request came in by.
public enum PageListener: Hashable, Sendable {
    /// Open to buyers and PGs.
    case `public`
    /// For operators only; never reachable from outside.
    case operations
}

/// A module's answer to a page request.
public struct PageResponse: Hashable, Sendable {
    /// An HTTP status code.
    public let status: Int
    /// Names in any case; `content-type` belongs here.
    public let headers: [String: String]
    public let body: [UInt8]

    public init(status: Int = 200, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page of HTML in UTF-8.
    public static func html(_ text: String, status: Int = 200) -> PageResponse {
        PageResponse(status: status, headers: ["content-type": "text/html; charset=utf-8"], body: Array(text.utf8))
    }

    /// JSON, already encoded.
    public static func json(_ text: String, status: Int = 200) -> PageResponse {
        PageResponse(status: status, headers: ["content-type": "application/json"], body: Array(text.utf8))
    }

    /// Sends the browser elsewhere, with GET.
    public static func seeOther(_ location: String) -> PageResponse {
        PageResponse(status: 303, headers: ["location": location])
    }

    public static let notFound = PageResponse(
        status: 404,
        headers: ["content-type": "text/plain; charset=utf-8"],
        body: Array("not found\n".utf8)
    )
}
