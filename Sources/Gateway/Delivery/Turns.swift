import AsyncAlgorithms
import ServiceLifecycle

/// One turn after another until a graceful shutdown; then what the turns have begun is finished.
struct Turns: Service {
    /// From the beginning of a turn to that of the next.
    let interval: Duration
    /// Adds to the group what is to go on beside the turns that follow.
    let turn: @Sendable (inout DiscardingTaskGroup) async -> Void

    init(every interval: Duration, _ turn: @escaping @Sendable (inout DiscardingTaskGroup) async -> Void) {
        self.interval = interval
        self.turn = turn
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in AsyncTimerSequence(interval: interval, clock: .continuous).cancelOnGracefulShutdown() {
                await turn(&group)
            }
        }
    }
}
