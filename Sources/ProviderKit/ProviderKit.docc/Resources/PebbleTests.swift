import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Pebble on the bench: every check that the kit knows.
struct PebbleTests {
    private let subject = ConformanceSubject(Pebble.self, account: FakePebble.account, amount: FakePebble.amount) {
        FakePebble(clock: $0)
    }

    @Test(arguments: ConformanceCheck.allCases)
    func aModulePassesEveryCheck(_ check: ConformanceCheck) async throws {
        _ = try await subject.run(check)
    }
}
