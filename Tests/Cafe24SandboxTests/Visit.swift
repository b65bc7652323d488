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
        let body: String
    }

    let mall: String
    let gateway: FakeGateway
    let gatewayURL: String
    let http: HTTPClient

    func get(_ address: String, language: String = "en") async throws -> Page {
        try await open(HTTPClientRequest(url: absolute(address)), language: language)
    }

    func post(_ path: String, _ body: String, type: String = "application/x-www-form-urlencoded") async throws -> Page {
        var request = HTTPClientRequest(url: absolute(path))
        request.method = .POST
        request.headers = ["content-type": type]
        request.body = .bytes(ByteBuffer(string: body))
        return try await open(request, language: "en")
    }

    /// Clicks on "Buy", goes wherever the browser is sent, and ends at the order.
    func buy() async throws -> OrderRecord {
        var page = try await post("/orders", "product=tea&flow=synchronous")
        var last = ""
        while let location = page.location {
            last = location
            page = try await get(location)
        }
        return try await record(last)
    }

    func record(_ orderPath: String) async throws -> OrderRecord {
        try JSONDecoder().decode(OrderRecord.self, from: Data(try await get(orderPath + ".json").body.utf8))
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
                serviceKey: FakeGateway.serviceKey
            )
            return try await serving({
                try SandboxMall(configuration: configuration, logger: silent, onServerRunning: $0)
            }) { port in
                try await body(
                    Visit(mall: "http://127.0.0.1:\(port)", gateway: gateway, gatewayURL: base, http: http)
                )
            }
        } ?? nil
    }
}
