import ArgumentParser
import Gateway
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the gateway.",
        discussion: """
            Refuses to start on whatever `check` refuses. SIGTERM lets what is under way finish, for 65 seconds at \
            most, and exits with 0. SIGHUP reads the file again: a good one takes effect at once, a bad one changes \
            nothing, and the log says which it was and why.
            """
    )

    @OptionGroup var file: ConfigurationOption

    func run() async throws {
        // Before anything else: a SIGHUP that comes early waits its turn and ends nothing.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let configuration = try file.load()
        let logger = ProgramLog.logger()
        let server: GatewayServer
        do {
            server = try GatewayServer(configuration: configuration, modules: modules, logger: logger)
        } catch {
            Standard.error.say("pg-gateway: \(Program.words(for: error))")
            throw ExitCode.failure
        }
        let reload = ReloadOnHangup(file: file, server: server, signals: hangups, logger: logger)
        try await Program.run([server, reload], logger: logger)
        // A SIGHUP during the shutdown does nothing either.
        withExtendedLifetime(hangups) {}
    }
}
