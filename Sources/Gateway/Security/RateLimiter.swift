import ProviderKit
import Synchronization

/// So many of something a minute for each name, counted in windows of a minute.
final class RateLimiter: Sendable {
    private struct Window {
        var began: Timestamp
        var count: Int
    }

    private let perMinute: Int
    private let clock: any ProviderClock
    private let windows = Mutex<[String: Window]>([:])
    /// Names of finished windows are forgotten when there are this many.
    private static let mostNames = 10_000

    init(perMinute: Int, clock: any ProviderClock) {
        self.perMinute = perMinute
        self.clock = clock
    }

    /// Whether the name has not used up its minute.
    func isFree(_ name: String) -> Bool {
        let now = clock.now()
        return windows.withLock { windows in
            guard let window = windows[name], window.began + .seconds(60) > now else { return true }
            return window.count < perMinute
        }
    }

    func count(_ name: String) {
        let now = clock.now()
        windows.withLock { windows in
            if windows.count >= Self.mostNames { windows = windows.filter { $0.value.began + .seconds(60) > now } }
            var window = windows[name] ?? Window(began: now, count: 0)
            if window.began + .seconds(60) <= now { window = Window(began: now, count: 0) }
            window.count += 1
            windows[name] = window
        }
    }

    /// Counts, and tells whether it was still free before.
    func take(_ name: String) -> Bool {
        guard isFree(name) else { return false }
        count(name)
        return true
    }
}
