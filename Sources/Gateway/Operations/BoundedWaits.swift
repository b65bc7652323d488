import AsyncAlgorithms
import ProviderKit
import ServiceLifecycle
import Synchronization

/// Waits for work no longer than Cafe24 waits for the answer; the work goes on to its end all the same.
///
/// One clock watches over all waits. A timer for each would outlive nearly every one.
final class BoundedWaits: Service, Sendable {
    private static let tick = Duration.milliseconds(250)

    private struct Wait: Sendable {
        let deadline: Timestamp
        let giveUp: @Sendable () -> Void
    }

    private struct State {
        var waits: [UInt64: Wait] = [:]
        var last: UInt64 = 0
    }

    private let undertakings: Undertakings
    private let clock: any ProviderClock
    private let state = Mutex(State())

    /// - Parameters:
    ///   - undertakings: Finish the work when nobody waits any more.
    ///   - clock: Deadlines are on this one.
    init(undertakings: Undertakings, clock: any ProviderClock) {
        self.undertakings = undertakings
        self.clock = clock
    }

    /// Does the work to its end, and waits for that until a deadline.
    ///
    /// - Returns: What the work returned; `nil` where it goes on.
    /// - Throws: What the work throws in time.
    func result<Result: Sendable>(
        by deadline: Timestamp,
        of work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        try await withCheckedThrowingContinuation { continuation in
            let number = begin(Wait(deadline: deadline) { continuation.resume(returning: nil) })
            undertakings.begin { [self] in
                do {
                    let result = try await work()
                    if end(number) { continuation.resume(returning: result) }
                } catch {
                    if end(number) { continuation.resume(throwing: error) }
                }
            }
        }
    }

    private func begin(_ wait: Wait) -> UInt64 {
        state.withLock { state in
            state.last += 1
            state.waits[state.last] = wait
            return state.last
        }
    }

    /// - Returns: Whether somebody still waits, which is so once.
    private func end(_ number: UInt64) -> Bool {
        state.withLock { $0.waits.removeValue(forKey: number) != nil }
    }

    /// Until a graceful shutdown; then what is under way is waited for, as the shutdown itself does.
    func run() async {
        for await _ in AsyncTimerSequence(interval: Self.tick, clock: .continuous).cancelOnGracefulShutdown() {
            giveUpWhatIsLate()
        }
    }

    /// One look at the clock.
    func giveUpWhatIsLate() {
        let now = clock.now()
        let late = state.withLock { state in
            let late = state.waits.filter { $0.value.deadline <= now }
            for number in late.keys { state.waits[number] = nil }
            return late.values
        }
        for wait in late { wait.giveUp() }
    }
}
