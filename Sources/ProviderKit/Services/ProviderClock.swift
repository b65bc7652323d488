/// The time, and waiting for it to pass.
public protocol ProviderClock: Sendable {
    func now() -> Timestamp

    /// Waits, unless the task is cancelled first.
    ///
    /// - Throws: `CancellationError`.
    func sleep(for duration: Duration) async throws
}

/// The machine's clock.
public struct SystemClock: ProviderClock {
    public init() {}

    public func now() -> Timestamp {
        let (seconds, nanoseconds) = wallClock()
        return Timestamp(milliseconds: seconds * 1000 + nanoseconds / 1_000_000)
    }

    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}
