import ProviderConformance
import ProviderFakes
import ProviderKit

@testable import Providers

typealias StripeVisit = Visit<Stripe, FakeStripe>

extension Visit where Provider == Stripe, Fake == FakeStripe {
    init(
        amount: Money = FakeStripe.amount,
        change: (inout CheckoutOrder) -> Void = { _ in }
    ) async throws {
        try await self.init(
            account: FakeStripe.account(),
            amount: amount,
            change: change,
            fake: { FakeStripe(clock: $0) }
        )
    }
}
