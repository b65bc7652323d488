import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// A line that is disturbed only behind its first call, since a module looks before it moves money.
final class FirstGoesThrough: ProviderHTTPClient {
    private let line: BenchLine
    private let disturbance: Disturbance
    private let calls = Mutex(0)

    init(_ line: BenchLine, _ disturbance: Disturbance) {
        self.line = line
        self.disturbance = disturbance
    }

    func send(
        _ request: HTTPRequest,
        body: [UInt8],
        deadline: Duration
    ) async throws(ProviderError) -> ProviderResponse {
        let count = calls.withLock { count in
            count += 1
            return count
        }
        if count == 2 { line.disturb(disturbance) }
        return try await line.send(request, body: body, deadline: deadline)
    }
}

extension ConformanceBench {
    /// The bench's services over another line.
    func services(_ http: any ProviderHTTPClient) -> ProviderServices {
        ProviderServices(
            http: http,
            clock: clock,
            random: SystemRandomSource(),
            logger: log.makeLogger(),
            storage: storage,
            pagesURL: "https://pay.example/providers/\(account.instance)"
        )
    }
}
