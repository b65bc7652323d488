import ProviderKit
import Synchronization

/// A clock that stands still until somebody moves it; a sleep moves it and ends at once.
final class ManualClock: ProviderClock {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    private let moment = Mutex(ManualClock.start)
    private let slept = Mutex<[Duration]>([])

    var sleeps: [Duration] { slept.withLock { $0 } }

    func now() -> Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        slept.withLock { $0.append(duration) }
        advance(by: duration)
    }
}
