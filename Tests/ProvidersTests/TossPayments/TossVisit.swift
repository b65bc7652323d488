import ProviderConformance
import ProviderFakes
import ProviderKit

@testable import Providers

typealias TossVisit = Visit<TossPayments, FakeTossPayments>

extension Visit where Provider == TossPayments, Fake == FakeTossPayments {
    init(_ amount: Money = FakeTossPayments.amount, allowsDelayed: Bool = true) async throws {
        try await self.init(
            account: FakeTossPayments.account(),
            amount: amount,
            change: { $0.allowsDelayed = allowsDelayed },
            fake: { FakeTossPayments(clock: $0) }
        )
    }

    /// A buyer who has paid, or holds the number of an account, and whom the gateway has seen back.
    static func after(_ deed: BuyerDeed, _ amount: Money = FakeTossPayments.amount) async throws -> TossVisit {
        var visit = try await TossVisit(amount)
        try await visit.settle(deed)
        return visit
    }
}
