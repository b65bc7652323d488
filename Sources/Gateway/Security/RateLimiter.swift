import ProviderKit
import Synchronization

/// Counts calls by their sender, or by the payment they are about, and says when there are too many, within one process.
final class RateLimiter: Sendable {
    private struct Window {
        var began: Timestamp
        var calls = 0
    }

    /// So many senders are remembered; beyond that, those whose window is over are forgotten.
    static let mostSenders = 20_000

    private let limit: Int
    private let window: Duration
    private let clock: any ProviderClock
    private let windows = Mutex<[String: Window]>([:])

    /// - Parameters:
    ///   - limit: How many calls one sender has in each window.
    ///   - window: Begins with a sender's first call.
    ///   - clock: The time.
    init(limit: Int, each window: Duration, clock: any ProviderClock) {
        self.limit = limit
        self.window = window
        self.clock = clock
    }

    /// Counts a call.
    ///
    /// - Parameters:
    ///   - sender: An address, or a payment's key; unknown ones share a count, and so do those of one IPv6 network.
    ///   - weight: How many calls it counts for.
    /// - Returns: Whether it is within the limit. Where all places are taken, a new sender is let through unseen.
    func admits(_ sender: String?, weight: Int = 1) -> Bool {
        let now = clock.now()
        return windows.withLock { windows in
            let key = Self.sender(sender)
            if windows[key] == nil, windows.count >= Self.mostSenders {
                windows = windows.filter { !isOver($0.value, at: now) }
                guard windows.count < Self.mostSenders else { return true }
            }
            var current = windows[key] ?? Window(began: now)
            if isOver(current, at: now) { current = Window(began: now) }
            guard current.calls + weight <= limit else { return false }
            current.calls += weight
            windows[key] = current
            return true
        }
    }

    /// Whether a sender has calls left, without counting one.
    func isFree(_ sender: String?) -> Bool {
        let now = clock.now()
        return windows.withLock { windows in
            guard let current = windows[Self.sender(sender)], !isOver(current, at: now) else { return true }
            return current.calls < limit
        }
    }

    /// Who stands behind an address: of IPv6 the network of 64 bits, as each customer has at least one of those and may
    /// take any address in it.
    static func sender(_ address: String?) -> String {
        guard let address else { return "" }
        guard let parsed = IPAddress(address), parsed.isVersion6 else { return address }
        return parsed.bytes.prefix(8).hexadecimal
    }

    /// A clock that was set back is in no window of before.
    private func isOver(_ window: Window, at now: Timestamp) -> Bool {
        now < window.began || window.began + self.window <= now
    }
}
