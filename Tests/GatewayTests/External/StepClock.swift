import ProviderKit
import Synchronization

/// A clock that only moves when somebody sleeps, or a test says so.
final class StepClock: ProviderClock {
    private let state: Mutex<(now: Timestamp, slept: [Duration])>

    init(_ now: Timestamp = Timestamp(milliseconds: 1_790_000_000_000)) {
        state = Mutex((now, []))
    }

    func now() -> Timestamp { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.now = state.now + duration
            state.slept.append(duration)
        }
        await Task.yield()
    }

    func move(_ duration: Duration) { state.withLock { $0.now = $0.now + duration } }

    var slept: [Duration] { state.withLock { $0.slept } }
    /// The time as shop pages send it.
    var seconds: String { String(now().milliseconds / 1000) }
}
