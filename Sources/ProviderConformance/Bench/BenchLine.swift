public import HTTPTypes
public import ProviderKit
import Synchronization

/// The way from a module to its fake: keeps every request, and disturbs those it is told to.
public final class BenchLine: ProviderHTTPClient {
    /// One request of the module.
    public struct Call: Sendable {
        public let request: HTTPRequest
        public let body: [UInt8]

        public var text: String { String(decoding: body, as: UTF8.self) }
        /// Without the query.
        public var path: String { request.path?.split(separator: "?").first.map(String.init) ?? "" }
    }

    private struct State {
        var calls: [Call] = []
        /// One entry for each of the next calls; `nil` lets it pass.
        var disturbances: [Disturbance?] = []
        var lingers = false
        /// The clock that every call moves on by its deadline.
        var slowness: BenchClock?
        /// How many calls wait for another one, and how many pairs have met.
        var waiting = 0
        var pairs = 0
    }

    /// How often a call that lingers looks for another one, before it goes on alone.
    private static let courtesies = 10_000

    private let fake: any FakePG
    private let state = Mutex(State())

    public init(to fake: any FakePG) {
        self.fake = fake
    }

    /// All requests so far, oldest first.
    public var calls: [Call] { state.withLock { $0.calls } }

    /// Disturbs the next calls, one each; 503 comes three times.
    ///
    /// - Parameters:
    ///   - disturbance: What happens to them.
    ///   - passing: How many calls get through before.
    public func disturb(_ disturbance: Disturbance, passing: Int = 0) {
        let times = disturbance == .serverErrors ? 3 : 1
        state.withLock { state in
            state.disturbances += Array(repeating: nil, count: passing) + Array(repeating: disturbance, count: times)
        }
    }

    /// Forgets the disturbances that nobody met.
    public func calm() { state.withLock { $0.disturbances = [] } }

    /// Has every call from now on wait for another one, so that what two begin at once also meets at the PG, call by
    /// call.
    public func linger() { state.withLock { $0.lingers = true } }

    /// Has every call from now on take all the time that the module gives it.
    public func slowDown(_ clock: BenchClock) { state.withLock { $0.slowness = clock } }

    public func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let (disturbance, lingers, slowness) = state.withLock { state in
            state.calls.append(Call(request: request, body: body))
            let disturbance = state.disturbances.isEmpty ? nil : state.disturbances.removeFirst()
            return (disturbance, state.lingers, state.slowness)
        }
        if lingers { await meet() }
        slowness?.advance(by: deadline)
        switch disturbance {
        case nil: return await fake.answer(request, body: body)
        case .unreachable: throw ProviderError(.temporary, "the PG could not be reached")
        case .timeoutBeforeCommit: throw ProviderError(.unknown, "the PG did not answer to the end")
        case .serverErrors: return ProviderResponse(status: .serviceUnavailable, body: Array("busy".utf8))
        case .timeoutAfterCommit:
            _ = await fake.answer(request, body: body)
            throw ProviderError(.unknown, "the PG did not answer to the end")
        case .truncated:
            let whole = await fake.answer(request, body: body)
            return whole.with(body: Array(whole.body.prefix(whole.body.count / 2)))
        case .misencoded:
            let whole = await fake.answer(request, body: body)
            // No character in any charset begins with these, and nothing behind them is ASCII. UTF-16 would not do:
            // Foundation's decoder recognises it.
            return whole.with(body: [0xFF, 0xFF] + whole.body.map { $0 | 0x80 })
        }
    }

    private func meet() async {
        let met = state.withLock { state in
            state.waiting += 1
            guard state.waiting == 2 else { return state.pairs }
            (state.waiting, state.pairs) = (0, state.pairs + 1)
            return state.pairs - 1
        }
        for _ in 0..<Self.courtesies {
            guard state.withLock({ $0.pairs == met }) else { return }
            await Task.yield()
        }
        state.withLock { state in
            if state.pairs == met { state.waiting = 0 }
        }
    }
}

extension ProviderResponse {
    fileprivate func with(body: [UInt8]) -> ProviderResponse {
        ProviderResponse(status: status, headers: headers, body: body)
    }
}
