import AsyncAlgorithms
import ServiceLifecycle

/// One turn after another until a graceful shutdown; then what the turns have begun is finished, or broken off.
struct Turns: Service {
    /// From the beginning of a turn to that of the next.
    let interval: Duration
    /// How long what was begun may go on after the shutdown began; `nil` is to its end.
    let grace: Duration?
    /// Adds to the group what is to go on beside the turns that follow.
    let turn: @Sendable (inout DiscardingTaskGroup) async -> Void

    /// How often it is looked whether all has ended before the grace is over.
    private static let glance = Duration.milliseconds(50)

    init(
        every interval: Duration,
        grace: Duration? = nil,
        _ turn: @escaping @Sendable (inout DiscardingTaskGroup) async -> Void
    ) {
        self.interval = interval
        self.grace = grace
        self.turn = turn
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in AsyncTimerSequence(interval: interval, clock: .continuous).cancelOnGracefulShutdown() {
                await turn(&group)
            }
            if let grace { await breakOff(&group, after: grace) }
        }
    }

    private func breakOff(_ group: inout DiscardingTaskGroup, after grace: Duration) async {
        let end = ContinuousClock.now + grace
        while !group.isEmpty, ContinuousClock.now < end, !Task.isCancelled { try? await Task.sleep(for: Self.glance) }
        group.cancelAll()
    }
}
