import ArgumentParser
import Gateway

struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "List the payment companies this program can talk to, and what each can do."
    )

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "As JSON, one row for each module.")
    var json = false

    @Flag(help: "As the Markdown table that the README shows.")
    var markdown = false

    @Option(name: .customLong("webhooks"), help: "Print what to type into the payment companies' consoles for a mall.")
    var mall: String?

    @Flag(help: "Print the payment button's script as malls register it: its address and its integrity value.")
    var script = false

    func run() async throws {
        if script { return try printScript() }
        if let mall { return try printWebhooks(of: mall) }
        let matrix = ModuleMatrix(modules)
        try Standard.output.answer(json ? matrix.json : markdown ? matrix.markdown : matrix.text)
    }

    func validate() throws {
        if [json, markdown, script, mall != nil].count(where: { $0 }) > 1 {
            throw ValidationError("Choose one of --json, --markdown, --script and --webhooks.")
        }
    }

    private func printWebhooks(of mall: String) throws {
        guard let text = WebhookAddresses(try file.load(), modules: modules).text(for: mall) else {
            Standard.error.say("\(file.path) has no mall \(mall)")
            throw ExitCode.failure
        }
        try Standard.output.answer(text)
    }

    private func printScript() throws {
        let loader = ButtonLoader(try file.load())
        try Standard.output.answer("src: \(loader.address)\nintegrity: \(loader.integrity)")
    }
}
