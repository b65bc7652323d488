import ArgumentParser
import Gateway
import ProviderKit

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with the configuration, each with its place and its mend."
    )

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Also open the database and report open payments of each provider.")
    var database = false

    @Flag(help: "Print the JSON Schema of the file instead, for editors.")
    var schema = false

    func run() async throws {
        guard !schema else {
            return try Standard.output.answer(ConfigurationSchema(modules: modules.map { $0.manifest }).text)
        }
        let configuration = try file.load()
        let malls = configuration.malls.count
        let shops = configuration.malls.values.reduce(0) { $0 + $1.shops.count }
        try Standard.output.answer(
            "\(file.path) is fine: malls \(malls), shops \(shops), providers \(configuration.providers.count)"
        )
        for warning in configuration.warnings { Standard.error.say("warning: \(warning)") }
        guard database else { return }
        let open = try await configuration.look(orElse: [:]) { try await $0.openPayments() }
        for (instance, count) in open.sorted(by: { $0.key < $1.key }) {
            let missing = configuration.providers[instance] == nil ? ", and it is not configured any more" : ""
            try Standard.output.answer("\(instance): open payments \(count)\(missing)")
        }
        if open.isEmpty { try Standard.output.answer("no payment is open") }
    }
}
