import ProviderConformance
import ProviderFakes
import ProviderKit
import Providers
import Testing

/// A module with its fake: what the kit checks, and what the whole gateway is run with.
struct Company: Sendable, CustomTestStringConvertible {
    let module: any PaymentProvider.Type
    let account: ProviderAccount
    /// What a typical order costs.
    let amount: Money
    /// The checks of the kit that find nothing to check here.
    let skips: Set<ConformanceCheck>
    let makeFake: @Sendable (any ProviderClock) -> any FakePG

    /// All of them. Adding one is a line here, which `pg-gateway new-provider` prints.
    static let all = [
        Company(SamplePay.self, FakeSamplePay.account(), FakeSamplePay.amount) { FakeSamplePay(clock: $0) },
        Company(TossPayments.self, FakeTossPayments.account(), FakeTossPayments.amount, skips: FakeTossPayments.skips) {
            FakeTossPayments(clock: $0)
        },
        Company(KakaoPay.self, FakeKakaoPay.account(), FakeKakaoPay.amount, skips: FakeKakaoPay.skips) {
            FakeKakaoPay(clock: $0)
        },
        Company(NicePay.self, FakeNicePay.account(), FakeNicePay.amount, skips: FakeNicePay.skips) {
            FakeNicePay(clock: $0)
        },
        Company(Stripe.self, FakeStripe.account(), FakeStripe.amount, skips: FakeStripe.skips) {
            FakeStripe(clock: $0)
        },
        Company(PayPal.self, FakePayPal.account, FakePayPal.amount, skips: FakePayPal.skips) {
            FakePayPal(clock: $0)
        },
        Company(KGInicis.self, FakeKGInicis.account(), FakeKGInicis.amount, skips: FakeKGInicis.skips) {
            FakeKGInicis(clock: $0)
        },
    ]

    init(
        _ module: any PaymentProvider.Type,
        _ account: ProviderAccount,
        _ amount: Money,
        skips: Set<ConformanceCheck> = [],
        fake: @escaping @Sendable (any ProviderClock) -> any FakePG
    ) {
        self.module = module
        self.account = account
        self.amount = amount
        self.skips = skips
        makeFake = fake
    }

    var manifest: ProviderManifest { module.manifest }
    var testDescription: String { manifest.identifier }

    /// As the conformance kit takes it.
    var subject: ConformanceSubject { subject(module) }

    private func subject<Provider: PaymentProvider>(_ module: Provider.Type) -> ConformanceSubject {
        let makeFake = makeFake
        return ConformanceSubject(module, account: account, amount: amount, skips: skips) { makeFake($0) }
    }
}
