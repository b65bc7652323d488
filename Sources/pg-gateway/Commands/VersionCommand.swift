import ArgumentParser

struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Say which version this is.")

    /// Follows semantic versioning; below 1.0 anything may change.
    static let version = "0.1.0"

    func run() async throws {
        try Standard.output.answer("pg-gateway \(Self.version)")
    }
}
