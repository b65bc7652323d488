import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

@testable import ProviderMock

/// The gateway's end of the webhooks: keeps what arrives and answers as told.
final class Inbox: ProviderHTTPClient {
    struct Delivery: Sendable {
        let request: HTTPRequest
        let body: [UInt8]

        /// The message in short: `payment paid 12000 KRW`.
        var word: String {
            guard let message = try? WebhookMessage(body: body) else { return "unreadable" }
            return "\(message.event) \(message.status ?? "") \(message.amount ?? 0) \(message.currency ?? "")"
        }

        var signature: String? {
            HTTPField.Name("X-Mock-Signature").flatMap { request.headerFields[$0] }
        }

        /// The delivery as the gateway hands it to the module.
        var message: InboundMessage {
            let headers = signature.map { ["x-mock-signature": $0] } ?? [:]
            return InboundMessage(method: "POST", path: "/api/notify", headers: headers, body: body)
        }
    }

    private let state = Mutex((deliveries: [Delivery](), answers: [Int](), usual: 200))

    /// - Parameters:
    ///   - answers: The statuses of the first answers; 0 stands for no connection, 1 for no answer.
    ///   - usual: The status of all later ones.
    init(_ answers: [Int] = [], then usual: Int = 200) {
        state.withLock { $0 = ([], answers, usual) }
    }

    var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    var words: [String] { deliveries.map(\.word) }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let status = state.withLock { state in
            state.deliveries.append(Delivery(request: request, body: body))
            return state.answers.isEmpty ? state.usual : state.answers.removeFirst()
        }
        guard status > 0 else { throw ProviderError(.temporary, "no connection") }
        guard status > 1 else { throw ProviderError(.unknown, "no answer") }
        return ProviderResponse(status: HTTPResponse.Status(code: status))
    }
}
