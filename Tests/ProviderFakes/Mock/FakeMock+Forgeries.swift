import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeMock {
    private static let signature = "x-mock-signature"

    public func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        let body = """
            {"amount":12000,"currency":"KRW","event":"payment","id":"evt_forged","reference":"\(key.text)",\
            "status":"paid"}
            """
        let stranger = Signature.hmacSHA256(body.utf8, key: Secret("somebody-else")).hexadecimal
        let altered = body.replacing("evt_forged", with: "evt_altered")
        return [
            webhook(body, headers: [:]),
            webhook(body, headers: [Self.signature: ""]),
            webhook(body, headers: [Self.signature: stranger]),
            webhook(altered, headers: [Self.signature: stranger]),
        ]
    }

    private func webhook(_ body: String, headers: [String: String]) -> InboundMessage {
        InboundMessage(
            method: "POST",
            path: "/api/asynchronous-checkout/checkout/webhook",
            headers: headers.merging(["content-type": "application/json"]) { one, _ in one },
            body: Array(body.utf8)
        )
    }
}

/// The gateway's end of the mock's webhooks.
final class WebhookCatcher: ProviderHTTPClient {
    private let caught = Mutex<[InboundMessage]>([])

    /// All since the last time, oldest first.
    func take() -> [InboundMessage] {
        caught.withLock { caught in
            defer { caught = [] }
            return caught
        }
    }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let parts = (request.path ?? "/").split(separator: "?", maxSplits: 1).map(String.init)
        let headers = request.headerFields.map { ($0.name.canonicalName, $0.value) }
        let message = InboundMessage(
            method: request.method.rawValue,
            path: parts[0],
            query: parts.count == 2 ? parts[1] : "",
            headers: Dictionary(headers) { "\($0), \($1)" },
            body: body
        )
        caught.withLock { $0.append(message) }
        return ProviderResponse(status: .ok)
    }
}
