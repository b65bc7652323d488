import ArgumentParser
import Gateway
import ProviderKit

struct PaymentsRefund: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "Give a payment's money back, to a bank account where the payment company needs one.",
        discussion: "Cafe24 is not told: cancel in the mall's administration wherever that works."
    )

    @OptionGroup var file: ConfigurationOption

    @OptionGroup var name: PaymentName

    @Option(help: "Decimal text, such as 1000.00; everything that remains by default.")
    var amount: String?

    @Option(help: "The payment company's code of the buyer's bank.")
    var bank: String?

    @Option(help: "The buyer's account number.")
    var account: String?

    @Option(help: "Whose account it is.")
    var holder: String?

    func validate() throws {
        let given = [bank, account, holder].compactMap(\.self)
        guard given.isEmpty || given.count == 3 else {
            throw ValidationError("--bank, --account and --holder belong together")
        }
        guard given.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
            throw ValidationError("--bank, --account and --holder each want a value")
        }
    }

    func run() async throws {
        var target: RefundAccount?
        if let bank, let account, let holder {
            target = RefundAccount(bankCode: bank, number: account, holder: holder)
        }
        let (payment, trouble) = try await file.operate { [target] desk in
            let payment = try await name.find(at: desk)
            do {
                return (payment, try await desk.refund(payment, amount: amount, to: target))
            } catch let error as MoneyError where amount != nil {
                throw ValidationError("--amount \(error)")
            }
        }
        if let trouble {
            Standard.error.say(payment.told(as: "not given back: \(trouble)"))
            throw ExitCode.failure
        }
        let text = "\(amount ?? payment.remaining.text) \(payment.amount.currency.code)"
        Standard.output.say(payment.told(as: "given back: \(text)"))
    }
}
