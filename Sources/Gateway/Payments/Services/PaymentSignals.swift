import ProviderKit
import Synchronization

/// Wakes those who wait for somebody else's work on a payment, within one process.
///
/// The truth is in the database; a signal only says that looking again is worth while. Another process's work is found
/// by looking again after ``patience``.
public final class PaymentSignals: Sendable {
    /// How long a waiter sleeps before it looks by itself.
    static let patience = Duration.milliseconds(250)

    private struct Waiter {
        let number: UInt64
        let wake: AsyncStream<Void>.Continuation
    }

    private struct State {
        var waiters: [PaymentKey: [Waiter]] = [:]
        var counter: UInt64 = 0
    }

    private let state = Mutex(State())
    private let clock: any ProviderClock

    public init(clock: any ProviderClock) {
        self.clock = clock
    }

    /// Tells all who wait for this payment to look again.
    func signal(_ key: PaymentKey) {
        let waiters = state.withLock { $0.waiters.removeValue(forKey: key) ?? [] }
        for waiter in waiters { waiter.wake.finish() }
    }

    /// Waits for a signal, for ``patience`` at most.
    ///
    /// - Throws: `CancellationError`.
    func wait(for key: PaymentKey) async throws {
        let (stream, wake) = AsyncStream.makeStream(of: Void.self)
        let number = state.withLock { state in
            state.counter += 1
            state.waiters[key, default: []].append(Waiter(number: state.counter, wake: wake))
            return state.counter
        }
        defer { forget(number, of: key) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream {} }
            group.addTask { [clock] in try await clock.sleep(for: Self.patience) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func forget(_ number: UInt64, of key: PaymentKey) {
        state.withLock { state in
            state.waiters[key]?.removeAll { $0.number == number }
            if state.waiters[key]?.isEmpty ?? false { state.waiters[key] = nil }
        }
    }
}
