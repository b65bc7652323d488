import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// The way to a fake, with disturbances for the next calls of chosen paths.
final class InicisLine: ProviderHTTPClient {
    struct Call: Sendable {
        let request: HTTPRequest
        let body: String

        var path: String { request.path ?? "" }
    }

    private struct State {
        var calls: [Call] = []
        var disturbances: [String: [Disturbance]] = [:]
    }

    private let fake: any FakePG
    private let state = Mutex(State())

    init(to fake: any FakePG) {
        self.fake = fake
    }

    var calls: [Call] { state.withLock { $0.calls } }
    var paths: [String] { calls.map(\.path) }

    /// Disturbs the next call of a path, once for each time this is said.
    func disturb(_ path: String, _ disturbance: Disturbance) {
        state.withLock { $0.disturbances[path, default: []].append(disturbance) }
    }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let path = request.path ?? ""
        let disturbance = state.withLock { state in
            state.calls.append(Call(request: request, body: String(decoding: body, as: UTF8.self)))
            return state.disturbances[path]?.isEmpty ?? true ? nil : state.disturbances[path]?.removeFirst()
        }
        switch disturbance {
        case nil: return await fake.answer(request, body: body)
        case .unreachable: throw ProviderError(.temporary, "no connection")
        case .timeoutBeforeCommit: throw ProviderError(.unknown, "no answer")
        case .serverErrors: return ProviderResponse(status: .badGateway, body: Array("busy".utf8))
        case .timeoutAfterCommit:
            _ = await fake.answer(request, body: body)
            throw ProviderError(.unknown, "no answer")
        case .truncated:
            let whole = await fake.answer(request, body: body)
            return ProviderResponse(status: .ok, body: Array(whole.body.prefix(whole.body.count / 2)))
        case .misencoded:
            let whole = await fake.answer(request, body: body)
            return ProviderResponse(status: .ok, body: [0xFF, 0xFE] + whole.body.flatMap { [$0, 0] })
        }
    }
}
