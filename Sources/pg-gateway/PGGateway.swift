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
        await main(nil)
    }
}
