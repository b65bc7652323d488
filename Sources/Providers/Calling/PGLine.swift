import Foundation
import HTTPTypes
import ProviderKit

/// The line to one PG's API: an origin, the headers that go with each request, and the bodies PGs take.
struct PGLine: Sendable {
    let http: any ProviderHTTPClient
    /// `https://api.example.com`; in tests perhaps a fake's, with its port.
    let origin: APIOrigin
    /// The whole exchange, as long as the PG's own documents say its answers may take.
    let deadline: Duration

    /// The API's origin: the PG's own, or `settings.baseURL` where `environment` is `test` and a fake stands in.
    ///
    /// - Throws: ``ProviderError/Code/configuration`` where `baseURL` cannot be one.
    init(
        _ account: ProviderAccount,
        _ services: ProviderServices,
        live: String,
        test: String,
        deadline: Duration
    ) throws(ProviderError) {
        let origin =
            try account.baseURL() ?? APIOrigin(scheme: "https", authority: account.environment == .live ? live : test)
        self.init(http: services.http, origin: origin, deadline: deadline)
    }

    init(http: any ProviderHTTPClient, origin: APIOrigin, deadline: Duration) {
        self.http = http
        self.origin = origin
        self.deadline = deadline
    }

    /// The same line for an exchange that must be over sooner.
    func within(_ deadline: Duration) -> PGLine {
        PGLine(http: http, origin: origin, deadline: deadline)
    }

    /// The same line for all that one question of the gateway may need, beginning now.
    func forOneQuestion(by clock: any ProviderClock) -> PGLine {
        let client = TimedHTTPClient(http: http, clock: clock, end: clock.now() + TimedHTTPClient.question)
        return PGLine(http: client, origin: origin, deadline: deadline)
    }

    /// Whether a buyer may be sent to an address that the PG named: any host over TLS, for merchants may have pages
    /// under a domain of their own, and what stands in for the PG in tests.
    func isPage(_ address: String) -> Bool {
        let steps = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard steps.count == 4, address.isVisibleASCII, let page = APIOrigin(steps.prefix(3).joined(separator: "/"))
        else { return false }
        return page.scheme == "https" || page == origin
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
            scheme: origin.scheme,
            authority: origin.authority,
            path: path,
            headerFields: headers
        )
        return try await http.send(request, body: body, deadline: deadline)
    }
}
