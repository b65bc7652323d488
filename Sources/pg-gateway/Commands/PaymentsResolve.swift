import ArgumentParser
import Gateway
import ProviderKit

struct PaymentsResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Decide how an unknown payment or cancellation ended, after you have asked the payment company.",
        discussion: """
            Your name and reason stay in the payment's story. With --cancellation it is that cancellation you decide \
            about; what waited behind it is sent then.
            """
    )

    enum Decision: String, ExpressibleByArgument, CaseIterable {
        case paid, declined, done, refused

        var isOfCancellation: Bool { self == .done || self == .refused }
    }

    @OptionGroup var file: ConfigurationOption

    @OptionGroup var name: PaymentName

    @Option(help: "The operation of one cancellation, as `payments show` tells it.")
    var cancellation: OperationID?

    @Option(name: .customLong("as"), help: "How it ended: a payment paid or declined, a cancellation done or refused.")
    var decision: Decision

    @Option(help: "Your name.")
    var by: String

    @Option(help: "How you know.")
    var reason: String

    func validate() throws {
        guard decision.isOfCancellation == (cancellation != nil) else {
            throw ValidationError("--as wants paid or declined for a payment, done or refused with --cancellation")
        }
        guard !by.isEmpty, by.utf8.count <= 100 else { throw ValidationError("--by wants a name of 1 to 100 bytes") }
        guard !reason.isEmpty, reason.utf8.count <= 1000 else {
            throw ValidationError("--reason wants a text of 1 to 1,000 bytes")
        }
    }

    func run() async throws {
        let payment = try await file.operate { desk in
            let payment = try await name.find(at: desk)
            guard let cancellation else {
                return try await desk.resolve(payment, paid: decision == .paid, by: by, because: reason)
            }
            return try await desk.resolve(
                cancellation,
                of: payment,
                done: decision == .done,
                by: by,
                because: reason
            )
        }
        Standard.output.say(payment.told(as: payment.state.rawValue))
    }
}

extension OperationID: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
