import ProviderKit
import Synchronization

/// A clock that a test moves.
///
/// Either a sleeper waits until ``advance(by:)`` has moved the time past its end, or, with ``Mode/jumps``, each sleep
/// moves the time by itself and returns at once.
final class ManualClock: ProviderClock {
    enum Mode: Sendable {
        case waits, jumps
    }

    private struct Sleeper {
        let number: Int
        let end: Timestamp
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var now: Timestamp
        var mode: Mode
        var sleepers: [Sleeper] = []
        var counter = 0
        var watchers: [AsyncStream<Void>.Continuation] = []
    }

    private let state: Mutex<State>

    /// Begins at 2026-11-22T09:00:00Z.
    init(_ mode: Mode = .jumps) {
        state = Mutex(State(now: Timestamp(milliseconds: 1_795_338_000_000), mode: mode))
    }

    func now() -> Timestamp { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        let (stream, wake) = AsyncStream.makeStream(of: Void.self)
        let (number, watchers) = state.withLock { state in
            state.counter += 1
            let end = state.now + duration
            if state.mode == .jumps {
                state.now = end
                wake.finish()
            } else {
                state.sleepers.append(Sleeper(number: state.counter, end: end, wake: wake))
            }
            defer { state.watchers = [] }
            return (state.counter, state.watchers)
        }
        for watcher in watchers { watcher.finish() }
        for await _ in stream {}
        state.withLock { $0.sleepers.removeAll { $0.number == number } }
        try Task.checkCancellation()
    }

    /// Moves the time and wakes who slept long enough.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now + duration
            let now = state.now
            defer { state.sleepers.removeAll { $0.end <= now } }
            return state.sleepers.filter { $0.end <= now }
        }
        for sleeper in due { sleeper.wake.finish() }
    }

    /// Returns when at least so many are asleep.
    func hasSleepers(_ count: Int = 1) async {
        while true {
            let (stream, watcher) = AsyncStream.makeStream(of: Void.self)
            let isReached = state.withLock { state in
                if state.sleepers.count < count { state.watchers.append(watcher) }
                return state.sleepers.count >= count
            }
            if isReached { return }
            for await _ in stream {}
        }
    }
}
