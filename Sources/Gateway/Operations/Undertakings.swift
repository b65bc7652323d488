import ServiceLifecycle
import Synchronization

/// Work that must not end half-way: calls to PGs, with what is written down after them.
///
/// It goes on when the one who asked for it hangs up, and a graceful shutdown waits for it.
final class Undertakings: Service, Sendable {
    private struct State {
        var underWay = 0
        var isClosing = false
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    private let state = Mutex(State())

    /// Does the work to its end, whatever becomes of the caller.
    ///
    /// - Throws: What the work throws.
    func carryOut<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        state.withLock { $0.underWay += 1 }
        // A task of its own: the caller's cancellation (a browser that hangs up) must not reach a PG call.
        return try await Task {
            defer { finished() }
            return try await work()
        }.value
    }

    /// Begins work that nobody waits for but the shutdown.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { $0.underWay += 1 }
        // Nobody waits: the answer it follows was given, and must not be held up by it.
        Task {
            defer { finished() }
            await work()
        }
    }

    private func finished() {
        let waiting = state.withLock { state in
            state.underWay -= 1
            guard state.underWay == 0 else { return [AsyncStream<Never>.Continuation]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.finish() }
    }

    /// Whether the shutdown has begun: what can be done again later is not begun any more.
    var isClosing: Bool { state.withLock { $0.isClosing } }

    func close() {
        state.withLock { $0.isClosing = true }
    }

    /// Waits for the shutdown, then until nothing is under way or its own task is cancelled.
    func run() async throws {
        try? await gracefulShutdown()
        close()
        await idle()
    }

    /// Returns when nothing is under way.
    func idle() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        let isIdle = state.withLock { state in
            if state.underWay > 0 { state.waiting.append(continuation) }
            return state.underWay == 0
        }
        if !isIdle { for await _ in stream {} }
    }
}
