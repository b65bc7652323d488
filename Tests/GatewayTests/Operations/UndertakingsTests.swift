import ServiceLifecycle
import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1)))
struct UndertakingsTests {
    @Test func workGoesOnWhenItsCallerIsCancelled() async throws {
        let (undertakings, gate, isDone) = (Undertakings(), Gate(), Flag())
        let caller = Task {
            try await undertakings.carryOut {
                await gate.pass()
                #expect(!Task.isCancelled)
                isDone.set()
            }
        }
        await gate.arrival()
        caller.cancel()
        gate.open()
        await undertakings.idle()
        #expect(isDone.isSet)
    }

    @Test func whatTheWorkThrowsReachesItsCaller() async throws {
        let undertakings = Undertakings()
        await #expect(throws: StaleClaim.self) { try await undertakings.carryOut { throw StaleClaim() } }
        await undertakings.idle()
    }

    @Test func aGracefulShutdownWaitsForWorkUnderWay() async throws {
        let (undertakings, gate, isDone) = (Undertakings(), Gate(), Flag())
        let group = ServiceGroup(
            configuration: .init(services: [undertakings], logger: LogRecorder().makeLogger())
        )
        try await withThrowingDiscardingTaskGroup { tasks in
            tasks.addTask {
                try await group.run()
                #expect(isDone.isSet)
            }
            tasks.addTask {
                try await undertakings.carryOut {
                    await gate.pass()
                    isDone.set()
                }
            }
            await gate.arrival()
            await group.triggerGracefulShutdown()
            gate.open()
        }
    }

    @Test func nobodyWaitsWhereNothingIsUnderWay() async {
        await Undertakings().idle()
    }
}

/// Set once.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() {
        value.withLock { $0 = true }
    }
}
