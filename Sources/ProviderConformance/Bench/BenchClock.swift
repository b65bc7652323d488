public import ProviderKit
import Synchronization

/// A clock that stands still until somebody moves it; a sleep moves it and ends at once.
public final class BenchClock: ProviderClock {
    /// 2026-11-22T09:00:00Z, a Sunday in Korea at 18:00.
    public static let start = Timestamp(milliseconds: 1_795_338_000_000)

    private let moment = Mutex(BenchClock.start)

    public init() {}

    public func now() -> Timestamp { moment.withLock { $0 } }

    public func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }

    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        advance(by: duration)
    }
}
