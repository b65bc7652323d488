import ArgumentParser
import Gateway
import ProviderKit

struct PaymentsVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Ask the payment company now what became of a payment."
    )

    @OptionGroup var file: ConfigurationOption

    @OptionGroup var name: PaymentName

    func run() async throws {
        let answer = try await file.operate { try await $0.verify(try await name.find(at: $0)) }
        if let failure = answer.failure {
            Standard.error.say("the payment company gave no clear answer: \(failure)")
        }
        if answer.isBusy {
            Standard.error.say("nobody was asked: somebody else works on it; this is what was known before")
        }
        try Standard.output.answer(answer.payment.told(as: answer.payment.state.rawValue))
        if answer.failure != nil { throw ExitCode.failure }
    }
}
