import ArgumentParser
import Gateway

struct PaymentsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell a payment's story: who said what, which rule decided, what is due next."
    )

    @OptionGroup var file: ConfigurationOption

    @Argument(help: "A payment key, at least its first eight characters, or an order number for all attempts.")
    var name: String

    func run() async throws {
        let reports = try await file.operate { desk in
            let payments = try await desk.find(name)
            guard !payments.isEmpty else {
                Standard.error.say("no payment has the key or the order number \(name)")
                throw ExitCode.failure
            }
            var reports: [String] = []
            for payment in payments {
                reports.append("\(PaymentReport(try await desk.details(of: payment)))")
            }
            return reports
        }
        try Standard.output.answer(reports.joined(separator: "\n\n"))
    }
}
