import HTTPTypes
import ProviderKit

/// One question to Cafe24's API with the waiting it asks for: a full bucket by its headers, its own failures by
/// growing gaps, three tries at most (contract, B8).
struct AdminExchange: Sendable {
    /// What is asked; built anew for each token.
    struct Call: Sendable {
        let method: HTTPRequest.Method
        /// With its query.
        let path: String
        let headers: HTTPFields
        var body: [UInt8] = []
        /// Whether it may be asked again when nobody knows whether it arrived. A refresh may not: its token dies with
        /// the first use.
        var mayRepeatUnknown = true
        /// When nobody waits for the answer any more: no try goes on, and none is begun, after that.
        var until: Timestamp?
    }

    struct Answer: Sendable {
        let status: Int
        /// `nil` where there is none, or it is not JSON.
        let body: JSONValue?

        var isSuccess: Bool { (200..<300).contains(status) }
    }

    let settings: Cafe24Settings
    /// Reaches the API of one mall and nothing else.
    let client: @Sendable (WebOrigin) -> any ProviderHTTPClient
    let clock: any ProviderClock

    static let mostTries = 3
    static let deadline = Duration.seconds(10)
    /// A bucket that is full for longer is told to the caller at once; a buyer is waiting.
    static let longestWait = Duration.seconds(20)
    private static let gaps: [Duration] = [.milliseconds(500), .seconds(1)]

    /// Asks until there is an answer that is neither 429 nor 5xx.
    ///
    /// - Throws: ``AdminAPIError``, or `CancellationError`.
    func send(_ call: Call, to mall: String) async throws -> Answer {
        guard let base = WebOrigin(settings.apiBase(for: mall)) else {
            throw AdminAPIError(.unavailable, "the Admin API's address is not one")
        }
        let client = client(base)
        for attempt in 1...Self.mostTries {
            let isLast = attempt == Self.mostTries
            switch try await once(call, base, client, within: try patience(call)) {
            case .answer(let answer): return answer
            case .again(let error) where isLast: throw error
            case .again(let error):
                let gap = Self.gaps[min(attempt, Self.gaps.count) - 1]
                guard call.hasTime(for: gap, at: clock.now()) else { throw error }
                try await clock.sleep(for: gap)
            case .full(let wait, let error):
                guard !isLast, wait <= Self.longestWait, call.hasTime(for: wait, at: clock.now()) else { throw error }
                try await clock.sleep(for: wait)
            }
        }
        throw AdminAPIError(.unavailable, "no answer")
    }

    /// How long the next try may take.
    private func patience(_ call: Call) throws -> Duration {
        guard let until = call.until else { return Self.deadline }
        let left = until - clock.now()
        guard left > .zero else { throw AdminAPIError(.unavailable, "no time is left to ask") }
        return min(left, Self.deadline)
    }

    private enum Outcome {
        case answer(Answer)
        case again(AdminAPIError)
        case full(Duration, AdminAPIError)
    }

    private func once(
        _ call: Call,
        _ base: WebOrigin,
        _ client: any ProviderHTTPClient,
        within patience: Duration
    ) async throws -> Outcome {
        let request = HTTPRequest(
            method: call.method,
            scheme: base.isSecure ? "https" : "http",
            authority: base.authority,
            path: call.path,
            headerFields: call.headers
        )
        let response: ProviderResponse
        do {
            response = try await client.send(request, body: call.body, deadline: patience)
        } catch {
            let failure = AdminAPIError(.unavailable, error.message)
            guard error.code == .temporary || call.mayRepeatUnknown else { throw failure }
            return .again(failure)
        }
        let answer = Answer(status: response.status.code, body: try? JSONReader.read(response.body))
        switch answer.status {
        case 429: return .full(Self.wait(response.headers), AdminAPIError(status: 429, answer.body))
        case 500...: return .again(AdminAPIError(status: answer.status, answer.body))
        default: return .answer(answer)
        }
    }

    /// Seconds until the mall's bucket takes calls again; at least one, as there may be no header.
    private static func wait(_ headers: HTTPFields) -> Duration {
        let seconds = [HTTPField.Name.callRemain, .timeRemain].compactMap { headers[$0].flatMap { Int($0.trimmed) } }
        return .seconds(max(1, seconds.max() ?? 1))
    }
}

extension AdminExchange.Call {
    /// Whether somebody still waits when that much more time has passed.
    fileprivate func hasTime(for wait: Duration, at now: Timestamp) -> Bool { until.map { now + wait < $0 } ?? true }
}

extension HTTPField.Name {
    fileprivate static let callRemain = Self.known("X-Cafe24-Call-Remain")
    fileprivate static let timeRemain = Self.known("X-Cafe24-Time-Remain")
}
