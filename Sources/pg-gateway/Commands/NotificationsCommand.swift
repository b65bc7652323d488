import ArgumentParser
import Gateway

struct NotificationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notifications",
        abstract: "Look at what malls are told, and send it again.",
        discussion: "Runs beside `serve` on the same database.",
        subcommands: [NotificationsList.self, NotificationsReplay.self]
    )
}

extension OutboxEntry.State: ExpressibleByArgument {}

struct NotificationsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List notifications, the latest first."
    )

    @OptionGroup var file: ConfigurationOption

    @Option(help: "Only notifications in this state.")
    var state: OutboxEntry.State?

    @Flag(help: "As JSON.")
    var json = false

    @Option(help: "The most to list.")
    var limit = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit wants a number from 1 on") }
    }

    func run() async throws {
        let table = try await file.look(orElse: NotificationTable([], tally: .nothing)) { desk in
            let entries = try await desk.notifications(state: state, limit: limit)
            return NotificationTable(entries, tally: try await desk.tally())
        }
        try Standard.output.answer(json ? table.json : table.text)
    }
}

struct NotificationsReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send a notification again, parked or delivered.",
        discussion: "Malls take the same notification twice without harm."
    )

    @OptionGroup var file: ConfigurationOption

    @Argument(help: "Its number in `notifications list`.")
    var id: Int64

    func run() async throws {
        switch try await file.operate({ try await $0.replay(id) }) {
        case .due:
            Standard.output.say("notification \(id) is due now; serve sends it")
        case .behind(let earlier):
            Standard.output.say(
                "notification \(id) is due, behind notification \(earlier.id), which the mall has not taken yet; "
                    + "`notifications replay \(earlier.id)` sends that one now"
            )
        case nil:
            Standard.error.say("no notification has the number \(id)")
            throw ExitCode.failure
        }
    }
}
