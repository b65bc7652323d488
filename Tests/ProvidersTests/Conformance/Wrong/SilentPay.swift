import ProviderKit

/// Sample Pay, were its manifest to say that no webhooks come.
struct SilentPay: WebhookReceiving {
    static let manifest: ProviderManifest = {
        var manifest = SamplePay.manifest
        manifest.webhooks = nil
        return manifest
    }()

    private let sample: SamplePay

    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError) {
        sample = try SamplePay(account: account, services: services)
    }

    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession {
        try await sample.checkout(order)
    }

    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot {
        try await sample.verify(evidence, of: payment, approval: approval)
    }

    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome {
        try await sample.cancel(cancellation, of: payment)
    }

    func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        try await sample.notices(in: message)
    }
}
