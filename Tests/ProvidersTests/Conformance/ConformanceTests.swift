import ProviderConformance
import ProviderFakes
import ProviderKit
import ProviderMock
import Providers
import Testing

/// Every check on every module, and on the mock.
struct ConformanceTests {
    static let subjects = [.mock(.provider), .mock(.gateway)] + Company.all.map(\.subject)

    @Test(arguments: subjects, ConformanceCheck.allCases)
    func aModulePassesEveryCheck(_ subject: ConformanceSubject, _ check: ConformanceCheck) async throws {
        _ = try await subject.run(check)
    }

    @Test func everyModuleFlowsThroughTheWholeGateway() {
        let known = Set(Company.all.map(\.manifest.identifier))
        for module in allProviders where !known.contains(module.manifest.identifier) {
            Issue.record(
                """
                Tests/ProvidersTests/Companies.swift lacks a line: Company(\(module).self, Fake\(module).account, \
                Fake\(module).amount, skips: Fake\(module).skips) { Fake\(module)(clock: $0) },
                """
            )
        }
    }
}

extension ConformanceSubject {
    /// The mock, where its own page takes the money or where it waits for our approval.
    static func mock(_ approver: Approver) -> ConformanceSubject {
        ConformanceSubject(
            amount: FakeMock.amount,
            name: "mock, approved by \(approver.rawValue)",
            skips: FakeMock.skips
        ) {
            let storage = BenchStorage()
            let account = FakeMock.account(approver: approver)
            return try ConformanceBench(MockProvider.self, account: account, storage: storage) {
                clock throws(ProviderError) in try FakeMock(clock: clock, storage: storage, account: account)
            }
        }
    }
}
