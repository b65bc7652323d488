import ArgumentParser
import Gateway

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the gateway.",
        discussion: """
            Refuses to start on whatever `check` refuses. SIGTERM lets what is under way finish, for 65 seconds at \
            most, and exits with 0.
            """
    )

    @OptionGroup var file: ConfigurationOption

    func run() async throws {
        let configuration = try file.load()
        let logger = ProgramLog.logger()
        let server: GatewayServer
        do {
            server = try GatewayServer(configuration: configuration, modules: modules, logger: logger)
        } catch {
            Standard.error.write("pg-gateway: \(Program.words(for: error))")
            throw ExitCode.failure
        }
        try await Program.run([server], logger: logger)
    }
}
