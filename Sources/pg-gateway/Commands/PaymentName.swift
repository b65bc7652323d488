import ArgumentParser
import Gateway
import ProviderKit

/// Which payment is meant, for the commands that do something to one.
struct PaymentName: ParsableArguments {
    @Argument(help: "A payment key, at least its first eight characters, or an order number for its latest attempt.")
    var name: String

    @Option(help: "The mall, where several have an order of that number.")
    var mall: String?

    /// The one payment that is meant.
    func find(at desk: OperatorDesk) async throws -> Payment {
        guard let payment = try await desk.one(name, of: mall) else {
            let place = mall.map { " in the mall \($0)" } ?? ""
            Standard.error.say("no payment has the key or the order number \(name)\(place)")
            throw ExitCode.failure
        }
        return payment
    }
}

extension Payment {
    /// What came of it, and below it which one it is.
    func told(as outcome: String) -> String { "\(key.text): \(outcome)\n  \(words)" }
}
