import Logging
import ProviderKit
import ServiceLifecycle

/// A PG whose accounts have work of their own: its beginning and its end are in the log. Its messages hold a payment's
/// key, nobody signs them, and each is new.
struct WorkingProvider: BackgroundWorking, WebhookReceiving {
    static let manifest = ProviderManifest(
        identifier: "working",
        name: LocalizedText("Working PG"),
        accountFields: [
            AccountField("merchant", label: LocalizedText("Merchant"), isSecret: false, isIdentity: true),
            AccountField("secretKey", label: LocalizedText("Secret key"), isSecret: true),
        ],
        currencies: [CurrencyRule(.krw)],
        approver: .provider,
        inquiry: .presenceAndAbsence,
        inquiriesPerMinute: 3,
        webhooks: WebhookRules(authentication: "none", isSigned: false)
    )

    private let merchant: String
    private let logger: Logger

    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        merchant = try account.require("merchant").exposed
        // What only the account's services would tell, not a reader of the file.
        guard try account.require("secretKey").exposed != "refused" else {
            throw ProviderError(.configuration, "the secret key was refused")
        }
        logger = services.logger
    }

    func run() async {
        logger.notice("\(merchant) begins")
        let (rest, end) = AsyncStream.makeStream(of: Never.self)
        for await _ in rest.cancelOnGracefulShutdown() {}
        end.finish()
        logger.notice("\(merchant) ends")
    }

    func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        guard let key = PaymentKey(String(decoding: message.body, as: UTF8.self)) else {
            throw ProviderError(.rejectedMessage, "no payment key")
        }
        return [Notice(.key(key), deduplicationKey: OperationID(from: SystemRandomSource()).text)]
    }

    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        CheckoutSession(.redirect("https://pg.example/\(order.key.text)"))
    }

    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        PaymentSnapshot(.open, paid: .zero(payment.amount.currency))
    }

    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        .done(reference: nil)
    }
}
