import ArgumentParser
import Gateway
import ProviderKit

struct PaymentsResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Decide how an unknown payment ended, after you have asked the payment company yourself.",
        discussion: "Your name and reason stay in the payment's story."
    )

    enum Decision: String, ExpressibleByArgument, CaseIterable {
        case paid, declined
    }

    @OptionGroup var file: ConfigurationOption

    @Argument(help: "A payment key, or an order number for its latest attempt.")
    var name: String

    @Option(name: .customLong("as"), help: "How it ended.")
    var decision: Decision

    @Option(help: "Your name.")
    var by: String

    @Option(help: "How you know.")
    var reason: String

    func validate() throws {
        guard !by.isEmpty, by.utf8.count <= 100 else { throw ValidationError("--by wants a name of 1 to 100 bytes") }
        guard !reason.isEmpty, reason.utf8.count <= 1000 else {
            throw ValidationError("--reason wants a text of 1 to 1,000 bytes")
        }
    }

    func run() async throws {
        let payment = try await file.operate { desk in
            try await desk.resolve(try await desk.one(name), paid: decision == .paid, by: by, because: reason)
        }
        Standard.output.write("\(payment.key.text): \(payment.state.rawValue)")
    }
}
