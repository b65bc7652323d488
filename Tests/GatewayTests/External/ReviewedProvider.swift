import ProviderKit

/// A PG that is opened after the review, and one that has no external checkout.
struct ReviewedProvider: PaymentProvider {
    static let manifest = ProviderManifest(
        identifier: "reviewed",
        name: LocalizedText("Reviewed"),
        accountFields: [AccountField("secretKey", label: LocalizedText("Key"), isSecret: true, isIdentity: true)],
        currencies: Currency.all.map { CurrencyRule($0) },
        approver: .gateway,
        inquiry: .presenceAndAbsence,
        externalCheckout: .afterReview
    )

    let approver = Approver.gateway

    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {}

    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        CheckoutSession(
            .redirect("https://pg.example/pay/\(order.amount.text)"),
            references: [order.key.text],
            amount: order.amount
        )
    }

    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        PaymentSnapshot(approval == nil ? .open : .paid, paid: approval == nil ? .zero(.krw) : payment.amount)
    }

    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        .done(reference: nil)
    }
}

/// A PG without a button.
struct PlainProvider: PaymentProvider {
    static let manifest = ProviderManifest(
        identifier: "plain",
        name: LocalizedText("Plain"),
        accountFields: [AccountField("secretKey", label: LocalizedText("Key"), isSecret: true, isIdentity: true)],
        currencies: Currency.all.map { CurrencyRule($0) },
        approver: .gateway,
        inquiry: .presence
    )

    let approver = Approver.gateway

    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {}

    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        throw ProviderError(.configuration, "not in these tests")
    }

    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        throw ProviderError(.configuration, "not in these tests")
    }

    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        throw ProviderError(.configuration, "not in these tests")
    }
}
