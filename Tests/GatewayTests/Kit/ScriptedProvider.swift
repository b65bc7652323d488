import ProviderKit
import Synchronization

/// A PG that does what a test tells it, call by call; without a script it opens sessions that nobody pays.
///
/// It knows no idempotency keys, bears three inquiries a minute, and approves by itself unless a setting says
/// otherwise.
struct ScriptedProvider: PaymentProvider {
    static let manifest = ProviderManifest(
        identifier: "scripted",
        name: LocalizedText("Scripted PG"),
        accountFields: [AccountField("merchant", label: LocalizedText("Merchant"), isSecret: false, isIdentity: true)],
        settingKeys: ["approver"],
        currencies: [CurrencyRule(.krw, minimum: 100), CurrencyRule(.php)],
        approver: .provider,
        inquiry: .presenceAndAbsence,
        inquiriesPerMinute: 3,
        externalCheckout: .wallet,
        pageOrigins: ["https://js.pg.example"]
    )

    let script = Script()
    let approver: Approver

    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        approver = account.settings["approver"]?.string.flatMap(Approver.init) ?? .provider
    }

    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        try await script.next(.checkout(order)).checkout?(order)
            ?? CheckoutSession(.redirect("https://pg.example/\(order.key.text)"), references: ["pg-\(order.key.text)"])
    }

    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        try await script.next(.verify(payment.key, approval)).verify?(payment)
            ?? PaymentSnapshot(.open, paid: .zero(payment.amount.currency))
    }

    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        try await script.next(.cancel(payment.key, cancellation.operation)).cancel?(cancellation)
            ?? .done(reference: nil)
    }
}
