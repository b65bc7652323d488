import ArgumentParser
import Gateway

struct PaymentsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List payments, the latest first.")

    @OptionGroup var file: ConfigurationOption

    @Option(help: "Only payments in this state.")
    var state: PaymentState?

    @Flag(help: "Only paid synchronous payments whose status Cafe24 has not read for ten minutes.")
    var unread = false

    @Flag(help: "Only payments that want a person's eye.")
    var flagged = false

    @Flag(help: "As JSON, amounts in minor units.")
    var json = false

    @Option(help: "The most to list.")
    var limit = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit wants a number from 1 on") }
    }

    func run() async throws {
        let table = try await file.look(orElse: PaymentTable([], tally: .nothing)) { desk in
            let payments = try await desk.list(state: state, isUnread: unread, isFlagged: flagged, limit: limit)
            return PaymentTable(payments, tally: try await desk.tally())
        }
        try Standard.output.answer(json ? table.json : table.text)
    }
}
