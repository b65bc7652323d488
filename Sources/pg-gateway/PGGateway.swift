import ArgumentParser

@main
struct PGGateway: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pg-gateway",
        abstract: "Stands between Cafe24 malls and payment companies.",
        subcommands: [
            ServeCommand.self, DemoCommand.self, CheckCommand.self, ProvidersCommand.self, PaymentsCommand.self,
            NotificationsCommand.self, NewProviderCommand.self, VersionCommand.self,
        ]
    )

    static func main() async {
        Standard.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "help", let stranger = stranger(among: arguments.dropFirst()) {
            exit(withError: ValidationError("There is no command \(stranger)."))
        }
        await main(arguments)
    }

    /// The first word that names no command; the parser's own `help` takes it for the command before it.
    private static func stranger(among words: ArraySlice<String>) -> String? {
        var command: any ParsableCommand.Type = Self.self
        for word in words where !word.hasPrefix("-") {
            let commands = command.configuration.subcommands
            guard let next = commands.first(where: { $0.configuration.commandName == word }) else { return word }
            command = next
        }
        return nil
    }
}
