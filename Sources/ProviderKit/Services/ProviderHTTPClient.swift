public import HTTPTypes

/// The way out to a PG.
public protocol ProviderHTTPClient: Sendable {
    /// Sends one request, once.
    ///
    /// Follows no redirect and never retries by itself.
    ///
    /// - Parameters:
    ///   - request: Scheme, authority, path and headers.
    ///   - body: The bytes to send; none for GET.
    ///   - deadline: How long the whole exchange may take.
    /// - Returns: The answer, whatever its status, with at most 1 MiB of body.
    /// - Throws: ``ProviderError/Code/temporary`` when no connection was made, ``ProviderError/Code/unknown`` for
    ///   everything after the first byte was written: time-out, reset, oversized answer.
    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse
}

/// A PG's answer.
public struct ProviderResponse: Sendable {
    public let status: HTTPResponse.Status
    public let headers: HTTPFields
    public let body: [UInt8]

    public init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
