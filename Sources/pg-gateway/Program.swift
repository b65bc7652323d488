import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until the process is asked to stop.
enum Program {
    /// How long calls to a PG that are under way may take to end.
    static let patience = Duration.seconds(65)

    /// Serves until a signal to end.
    ///
    /// - Parameters:
    ///   - services: What runs.
    ///   - signals: Those that end it gracefully.
    ///   - logger: For what goes wrong.
    /// - Throws: `ExitCode.failure`, after saying what failed.
    static func run(
        _ services: [any Service],
        endedBy signals: [UnixSignal] = [.sigterm, .sigint],
        logger: Logger
    ) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: signals,
            logger: quiet(logger)
        )
        configuration.maximumGracefulShutdownDuration = patience
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            Standard.error.say("pg-gateway: \(words(for: error))")
            throw ExitCode.failure
        }
    }

    /// What a person can do something with.
    static func words(for error: any Error) -> String {
        let text = "\(error)"
        guard text.contains("EADDRINUSE") || text.contains("Address already in use") else { return text }
        return "the port is taken: \(text). Stop the other program, or choose another port"
    }

    /// The service group's own chatter would drown ours.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = .error
        return logger
    }
}
