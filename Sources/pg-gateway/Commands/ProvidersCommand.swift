import ArgumentParser
import Gateway

struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "List the payment companies this program can talk to, and what each can do."
    )

    @Flag(help: "As JSON, one row for each module.")
    var json = false

    func run() async throws {
        let matrix = ModuleMatrix(modules)
        Standard.output.write(json ? matrix.json : matrix.text)
    }
}
