import ProviderKit
import Synchronization

/// No account is asked more often than its PG bears: so many inquiries in any minute.
final class InquiryBudget: Sendable {
    private struct Window {
        var began: Timestamp
        var used: Int
    }

    private let windows = Mutex<[AccountID: Window]>([:])

    /// Takes one inquiry out of an account's budget.
    ///
    /// - Parameters:
    ///   - account: Who is asked.
    ///   - limit: Inquiries a minute.
    ///   - now: The time.
    /// - Returns: `false` when the minute's budget is used up.
    func take(_ account: AccountID, limit: Int, at now: Timestamp) -> Bool {
        windows.withLock { windows in
            var window = windows[account] ?? Window(began: now, used: 0)
            // A clock that was set back is in no window of before.
            if now < window.began || window.began + .seconds(60) <= now { window = Window(began: now, used: 0) }
            guard window.used < limit else { return false }
            window.used += 1
            windows[account] = window
            return true
        }
    }
}
