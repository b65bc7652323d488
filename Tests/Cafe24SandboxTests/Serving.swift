import Logging
import ServiceLifecycle

/// Runs a server for as long as `body` takes, then asks it to stop and waits until it has.
func serving<Value: Sendable>(
    _ service: (@escaping @Sendable (Int) -> Void) throws -> any Service,
    _ body: @Sendable (_ port: Int) async throws -> Value
) async throws -> Value? {
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: try service { listening.yield($0) },
                    successTerminationBehavior: .gracefullyShutdownGroup
                )
            ],
            logger: silent
        )
    )
    return try await withThrowingTaskGroup { tasks in
        tasks.addTask {
            defer { listening.finish() }
            try await group.run()
        }
        var value: Value?
        for await port in ports {
            value = try await body(port)
            await group.triggerGracefulShutdown()
        }
        try await tasks.waitForAll()
        return value
    }
}

let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
