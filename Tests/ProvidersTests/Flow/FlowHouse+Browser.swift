import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import ProviderConformance
import ProviderKit

extension FlowHouse {
    /// What a browser got. Redirects are followed step by step, by the story.
    struct Page: Sendable {
        let status: Int
        let location: String?
        let text: String
    }

    @discardableResult
    func get(_ address: String) async throws -> Page {
        try await send(HTTPClientRequest(url: address))
    }

    func post(_ address: String, form: String) async throws -> Page {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers = ["content-type": "application/x-www-form-urlencoded"]
        request.body = .bytes(ByteBuffer(string: form))
        return try await send(request)
    }

    /// Brings a message to the gateway, as the browser or the PG that it is from.
    func bring(_ message: InboundMessage, to path: String? = nil) async throws -> Page {
        let query = message.query.isEmpty ? "" : "?\(message.query)"
        var request = HTTPClientRequest(url: setup.gatewayURL + (path ?? message.path + query))
        request.method = HTTPMethod(rawValue: message.method)
        for (name, value) in message.headers where !["host", "content-length"].contains(name) {
            request.headers.add(name: name, value: value)
        }
        if !message.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: message.body)) }
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> Page {
        // Longer than the 20 s for which the gateway keeps a buyer waiting for an unknown approval.
        let answer = try await browser.execute(request, timeout: .seconds(40))
        let body = try await answer.body.collect(upTo: 1 << 20)
        return Page(
            status: Int(answer.status.code),
            location: answer.headers.first(name: "location"),
            text: String(buffer: body)
        )
    }
}
