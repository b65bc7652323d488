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

extension ConfigurationOption {
    /// Works on the database that the configuration names; troubles end in exit status 1.
    func operate<Result: Sendable>(_ work: (OperatorDesk) async throws -> Result) async throws -> Result {
        let configuration = try load()
        do {
            return try await OperatorDesk.open(configuration, modules: modules, logger: ProgramLog.quiet, work)
        } catch let code as ExitCode {
            throw code
        } catch let wrongUse as ValidationError {
            throw wrongUse
        } catch {
            Standard.error.write("pg-gateway: \(error)")
            throw ExitCode.failure
        }
    }
}

extension OperatorDesk {
    /// The one payment that is meant; an order's latest attempt.
    func one(_ name: String) async throws -> Payment {
        guard let payment = try await find(name).first else {
            Standard.error.write("no payment has the key or the order number \(name)")
            throw ExitCode.failure
        }
        return payment
    }
}
