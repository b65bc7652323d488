import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

/// A line on which something happens between two calls: at the PG, a buyer is quicker than the module.
final class Interlude: ProviderHTTPClient {
    private let line: BenchLine
    private let calls = Mutex(0)
    private let act: @Sendable () async -> Void

    /// - Parameters:
    ///   - line: The line to the fake.
    ///   - act: What happens behind the first call, and before the second.
    init(_ line: BenchLine, act: @escaping @Sendable () async -> Void) {
        self.line = line
        self.act = act
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
        if count == 2 { await act() }
        return try await line.send(request, body: body, deadline: deadline)
    }
}
