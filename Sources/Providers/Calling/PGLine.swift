import Foundation
import HTTPTypes
import ProviderKit

/// The line to one PG's API: an origin, the headers that go with each request, and the bodies PGs take.
struct PGLine: Sendable {
    let http: any ProviderHTTPClient
    /// Scheme, host and, in tests, port: `https://api.example.com`.
    let scheme: String
    let authority: String
    /// The whole exchange, as long as the PG's own documents say its answers may take.
    let deadline: Duration

    /// The API's origin: the PG's own, or `settings.baseURL` where `environment` is `test` and a fake stands in.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where `baseURL` is set for live payments or is no origin.
    init(
        _ account: ProviderAccount,
        _ services: ProviderServices,
        live: String,
        test: String,
        deadline: Duration
    ) throws(ProviderError) {
        let origin =
            try account.baseURL() ?? APIOrigin(scheme: "https", authority: account.environment == .live ? live : test)
        self.init(http: services.http, scheme: origin.scheme, authority: origin.authority, deadline: deadline)
    }

    init(http: any ProviderHTTPClient, scheme: String, authority: String, deadline: Duration) {
        self.http = http
        self.scheme = scheme
        self.authority = authority
        self.deadline = deadline
    }

    /// The same line for an exchange that must be over sooner.
    func within(_ deadline: Duration) -> PGLine {
        PGLine(http: http, scheme: scheme, authority: authority, deadline: deadline)
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws(ProviderError) -> ProviderResponse {
        try await send(.get, path, headers, body: [])
    }

    /// Sends bytes that are JSON already; where a signature covers them, they must not be encoded twice.
    func post(
        _ path: String,
        _ headers: HTTPFields = [:],
        json: [UInt8]
    ) async throws(ProviderError) -> ProviderResponse {
        var headers = headers
        headers[.contentType] = "application/json"
        return try await send(.post, path, headers, body: json)
    }

    func post(
        _ path: String,
        _ headers: HTTPFields = [:],
        json value: some Encodable
    ) async throws(ProviderError) -> ProviderResponse {
        try await post(path, headers, json: try value.jsonBytes())
    }

    /// Sends a form in UTF-8.
    func post(
        _ path: String,
        _ headers: HTTPFields = [:],
        form: [(name: String, value: String)]
    ) async throws(ProviderError) -> ProviderResponse {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers, body: FormText.bytes(form))
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields,
        body: [UInt8]
    ) async throws(ProviderError) -> ProviderResponse {
        let request = HTTPRequest(
            method: method,
            scheme: scheme,
            authority: authority,
            path: path,
            headerFields: headers
        )
        return try await http.send(request, body: body, deadline: deadline)
    }
}
