import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

@testable import Cafe24Sandbox

/// A buyer's browser at a mall, one page at a time.
struct Visit: Sendable {
    struct Page: Sendable {
        let status: Int
        let location: String?
        let contentType: String?
        var headers: HTTPHeaders = [:]
        let body: String
    }

    let mall: String
    let gateway: FakeGateway
    let gatewayURL: String
    let http: HTTPClient
    /// With which the Admin API may be used.
    let tokens: AdminTokens

    func get(_ address: String, language: String = "en") async throws -> Page {
        try await open(HTTPClientRequest(url: absolute(address)), language: language)
    }

    func post(
        _ path: String,
        _ body: String,
        type: String = "application/x-www-form-urlencoded",
        authorization: String? = nil
    ) async throws -> Page {
        var request = HTTPClientRequest(url: absolute(path))
        request.method = .POST
        request.headers = ["content-type": type]
        if let authorization { request.headers.add(name: "authorization", value: authorization) }
        request.body = .bytes(ByteBuffer(string: body))
        return try await open(request, language: "en")
    }

    /// Clicks on "Buy", goes wherever the browser is sent, and ends at the order.
    func buy(_ flow: PurchaseFlow = .synchronous) async throws -> OrderRecord {
        var page = try await post("/orders", "product=tea&flow=\(flow)")
        var last = ""
        while let location = page.location {
            last = location
            page = try await get(location)
        }
        return try await record(last)
    }

    /// Sends a notification as JSON.
    @discardableResult
    func notify(_ report: SandboxJSON, at path: String = MallPath.notified) async throws -> Page {
        try await post(path, report.compact, type: "application/json")
    }

    /// Buys asynchronously, and lets the gateway confirm it.
    func buyAndConfirm() async throws -> OrderRecord {
        let order = try await buy(.asynchronous)
        try await notify(gateway.report())
        return try await record("/orders/\(order.id)")
    }

    /// Clicks on one of the two cancel buttons.
    func cancel(_ order: OrderRecord, _ extent: String) async throws -> OrderRecord {
        _ = try await post("/orders/\(order.id)/cancellations", "extent=\(extent)")
        return try await record("/orders/\(order.id)")
    }

    func record(_ orderPath: String) async throws -> OrderRecord {
        try JSONDecoder().decode(OrderRecord.self, from: Data(try await get(orderPath + ".json").body.utf8))
    }

    /// Calls the Admin API.
    func admin(
        _ method: HTTPMethod,
        _ path: String,
        _ body: SandboxJSON? = nil,
        token: String? = nil
    ) async throws -> (page: Page, json: SandboxJSON) {
        var request = HTTPClientRequest(url: mall + "/api/v2/admin/" + path)
        request.method = method
        request.headers = [
            "authorization": "Bearer \(token ?? tokens.accessToken)", "content-type": "application/json",
        ]
        if let body { request.body = .bytes(ByteBuffer(string: body.compact)) }
        let page = try await open(request, language: "en")
        return (page, try SandboxJSON(parsing: page.body))
    }

    private func absolute(_ address: String) -> String { address.hasPrefix("/") ? mall + address : address }

    private func open(_ request: HTTPClientRequest, language: String) async throws -> Page {
        var request = request
        request.headers.add(name: "accept-language", value: language)
        let response = try await http.execute(request, timeout: .seconds(30))
        return Page(
            status: Int(response.status.code),
            location: response.headers.first(name: "location"),
            contentType: response.headers.first(name: "content-type"),
            headers: response.headers,
            body: String(buffer: try await response.body.collect(upTo: 1 << 20))
        )
    }
}

/// Opens a mall that sells through `gateway`, and visits it.
func visiting<Value: Sendable>(
    _ gateway: FakeGateway = FakeGateway(),
    gatewayURL: String? = nil,
    _ body: @Sendable (Visit) async throws -> Value
) async throws -> Value? {
    try await HTTPClient.withHTTPClient(configuration: SandboxClient.httpConfiguration) { http in
        try await serving({ gateway.application(onServerRunning: $0) }) { gatewayPort in
            let base = gatewayURL ?? "http://127.0.0.1:\(gatewayPort)"
            let configuration = SandboxConfiguration(
                listen: SandboxConfiguration.Address(host: "127.0.0.1", port: 0),
                mallID: "demomall",
                shopName: "Tea & <Things>",
                partnerID: "demomall:1:mock",
                currency: "KRW",
                gatewayURL: base,
                serviceKey: FakeGateway.serviceKey,
                clientID: "testClientId0000000001",
                clientSecret: "testClientSecret000001",
                adminTokens: AdminTokens(accessToken: "access-1", refreshToken: "refresh-1")
            )
            return try await serving({
                try SandboxMall(configuration: configuration, logger: silent, onServerRunning: $0)
            }) { port in
                try await body(
                    Visit(
                        mall: "http://127.0.0.1:\(port)",
                        gateway: gateway,
                        gatewayURL: base,
                        http: http,
                        tokens: configuration.adminTokens
                    )
                )
            }
        } ?? nil
    }
}
