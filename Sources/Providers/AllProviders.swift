import ProviderKit

/// The real payment companies. Adding one is a folder of its own and a line here; `pg-gateway new-provider` writes
/// both.
public let allProviders: [any PaymentProvider.Type] = [
    TossPayments.self,
    KakaoPay.self,
    NicePay.self,
    Stripe.self,
    PayPal.self,
    KGInicis.self,
]
