/// An HTTP request from outside, as it came.
public struct InboundMessage: Hashable, Sendable, Codable {
    /// Upper case: `GET`.
    public let method: String
    /// Percent-encoded, without the query.
    public let path: String
    /// The raw query without its question mark; empty where there is none.
    public let query: String
    /// Values by lower-case name; several of one name are joined by `, `.
    public let headers: [String: String]
    public let body: [UInt8]
    /// The sender's IP address, as far as trusted proxies tell.
    public let source: String?

    public init(
        method: String,
        path: String,
        query: String = "",
        headers: [String: String] = [:],
        body: [UInt8] = [],
        source: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.source = source
    }

    /// Fields of the query and of a form in the body, decoded; the body wins over the query.
    ///
    /// - Parameter charset: What the sender encodes its bytes in.
    /// - Returns: The last value of each name. Bytes that are not of the charset are replaced by `U+FFFD`.
    public func form(_ charset: FormCharset = .utf8) -> [String: String] {
        var fields = FormDecoder.fields(Array(query.utf8), charset)
        if headers["content-type"]?.lowercased().contains("application/x-www-form-urlencoded") ?? false {
            fields.merge(FormDecoder.fields(body, charset)) { _, inBody in inBody }
        }
        return fields
    }
}
