import ProviderKit
import ServiceLifecycle

/// The modules' own work: one task for each account in use whose module has some. A reload leaves those alone whose
/// configuration it does not change.
struct Workers: Service {
    let current: CurrentCore

    func run() async {
        await withDiscardingTaskGroup { group in
            var running: [AccountSetup: AsyncStream<Never>.Continuation] = [:]
            for await _ in current.changes.cancelOnGracefulShutdown() {
                let workers = current.core.providers.workers
                for (setup, end) in running where workers[setup] == nil {
                    end.finish()
                    running[setup] = nil
                }
                for (setup, worker) in workers where running[setup] == nil {
                    let (isWanted, end) = AsyncStream.makeStream(of: Never.self)
                    running[setup] = end
                    group.addTask { await run(worker, while: isWanted) }
                }
            }
        }
    }

    /// Ends with the graceful shutdown as well, of which the worker hears by itself.
    private func run(_ worker: any BackgroundWorking, while isWanted: AsyncStream<Never>) async {
        await withTaskGroup { group in
            group.addTask { await worker.run() }
            group.addTask { for await _ in isWanted {} }
            await group.next()
            group.cancelAll()
        }
    }
}
