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

extension OperatorDesk {
    /// The one payment that is meant; an order's latest attempt.
    func one(_ name: String) async throws -> Payment {
        guard let payment = try await find(name).first else {
            Standard.error.say("no payment has the key or the order number \(name)")
            throw ExitCode.failure
        }
        return payment
    }
}
