import ProviderKit
import Synchronization

/// Buckets that each call fills by one and that drain steadily, within one process.
///
/// Unlike the windows of ``RateLimiter`` they let no two bursts follow one another, as whoever counts in this way
/// himself would not either.
final class LeakyBuckets: Sendable {
    /// So many buckets are remembered; beyond that, those that are empty are forgotten.
    static let most = 20_000

    private let size: Int
    private let interval: Duration
    private let clock: any ProviderClock
    /// When each bucket will have drained.
    private let empty = Mutex<[String: Timestamp]>([:])

    /// - Parameters:
    ///   - size: How many calls fill a bucket.
    ///   - interval: One call drains in this time.
    ///   - clock: The time.
    init(size: Int, interval: Duration, clock: any ProviderClock) {
        self.size = size
        self.interval = interval
        self.clock = clock
    }

    /// Counts a call where there is room for it.
    ///
    /// - Returns: Whether there was. Where all places are taken, a new bucket's call is let through unseen.
    func admits(_ name: String) -> Bool {
        let now = clock.now()
        return empty.withLock { empty in
            if empty[name] == nil, empty.count >= Self.most {
                empty = empty.filter { $0.value > now }
                guard empty.count < Self.most else { return true }
            }
            let full = now + interval * size
            let before = max(now, empty[name] ?? now)
            // No bucket is fuller than full: such a one was filled before the clock was set back.
            let drained = (before > full ? now : before) + interval
            guard drained <= full else { return false }
            empty[name] = drained
            return true
        }
    }
}
