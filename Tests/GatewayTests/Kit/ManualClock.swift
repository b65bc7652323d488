import ProviderKit
import Synchronization

/// A clock that a test moves.
///
/// Either a sleeper waits until ``advance(by:)`` has moved the time past its end, or, with ``Mode/jumps``, each sleep
/// takes a moment and moves the time by itself. In that moment whoever works can end and wake the sleeper, who then
/// moves nothing: a patience of seconds is not used up by looking again before anybody had a turn.
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
        var sleepers: [Sleeper] = []
        var counter = 0
        var watchers: [AsyncStream<Void>.Continuation] = []
    }

    private let mode: Mode
    private let state: Mutex<State>
    /// Of the machine's own time.
    private static let moment = Duration.milliseconds(20)

    /// Begins at 2026-11-22T09:00:00Z.
    init(_ mode: Mode = .jumps) {
        self.mode = mode
        state = Mutex(State(now: Timestamp(milliseconds: 1_795_338_000_000)))
    }

    func now() -> Timestamp { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard mode == .waits else { return try await jump(over: duration) }
        let (stream, wake) = AsyncStream.makeStream(of: Void.self)
        let (number, watchers) = state.withLock { state in
            state.counter += 1
            state.sleepers.append(Sleeper(number: state.counter, end: state.now + duration, wake: wake))
            defer { state.watchers = [] }
            return (state.counter, state.watchers)
        }
        for watcher in watchers { watcher.finish() }
        for await _ in stream {}
        state.withLock { $0.sleepers.removeAll { $0.number == number } }
        try Task.checkCancellation()
    }

    private func jump(over duration: Duration) async throws {
        let end = now() + duration
        try await Task.sleep(for: Self.moment)
        state.withLock { $0.now = max($0.now, end) }
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
