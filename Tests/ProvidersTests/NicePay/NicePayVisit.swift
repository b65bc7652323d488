import ProviderConformance
import ProviderFakes
import ProviderKit

@testable import Providers

typealias NicePayVisit = Visit<NicePay, FakeNicePay>

extension Visit where Provider == NicePay, Fake == FakeNicePay {
    init(
        amount: Money = FakeNicePay.amount,
        allowsDelayed: Bool = true,
        settings: [String: SettingValue] = [:]
    ) async throws {
        try await self.init(
            account: FakeNicePay.account(settings: settings),
            amount: amount,
            change: { $0.allowsDelayed = allowsDelayed },
            fake: { FakeNicePay(clock: $0) }
        )
    }
}
