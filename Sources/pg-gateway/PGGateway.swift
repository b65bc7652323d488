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
        if let stranger = stranger(among: arguments[...]) { exit(withError: ValidationError(stranger)) }
        await main(arguments)
    }

    /// What to say of the first word that names no command. The parser's own `--help` and `help` take it for the
    /// command before it; an option in front belongs to the parser, with its values.
    private static func stranger(among words: ArraySlice<String>) -> String? {
        let asksForHelp = words.first == "help"
        var command: any ParsableCommand.Type = Self.self
        for word in asksForHelp ? words.dropFirst() : words {
            let commands = command.configuration.subcommands
            if asksForHelp, word.hasPrefix("-") { continue }
            guard asksForHelp || !commands.isEmpty, !word.hasPrefix("-") else { return nil }
            guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
                return "There is no command \(word). \(list(of: command))"
            }
            command = next
        }
        return nil
    }

    private static func list(of command: any ParsableCommand.Type) -> String {
        let names = command.configuration.subcommands.compactMap { $0.configuration.commandName }
        let name = command.configuration.commandName ?? ""
        return names.isEmpty ? "`\(name)` has none." : "`\(name)` has \(names.joined(separator: ", "))."
    }
}
