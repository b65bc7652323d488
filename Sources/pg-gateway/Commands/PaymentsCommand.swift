import ArgumentParser
import Gateway

struct PaymentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments",
        abstract: "Look at payments, ask about them, and decide about unknown ones.",
        discussion: "Runs beside `serve` on the same database.",
        subcommands: [
            PaymentsList.self, PaymentsShow.self, PaymentsVerify.self, PaymentsResolve.self,
            PaymentsRefund.self,
        ]
    )
}

extension PaymentState: ExpressibleByArgument {}
