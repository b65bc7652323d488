import ProviderConformance
import ProviderKit
import Testing

/// The kit itself: a flaw fails the check that is there for it, and that one alone.
struct FlawTests {
    @Test func everyCheckHasAFlawToFind() {
        #expect(Set(Flaw.allCases.map(\.check)) == Set(ConformanceCheck.allCases))
    }

    @Test(arguments: Flaw.allCases)
    func aFlawFailsItsCheckAlone(_ flaw: Flaw) async {
        let subject = ConformanceSubject(
            SamplePay.self,
            account: FakeSamplePay.account(flaw),
            amount: FakeSamplePay.amount,
            name: flaw.rawValue,
            fake: { FakeSamplePay(clock: $0) }
        )
        var failures: [ConformanceFailure] = []
        for check in ConformanceCheck.allCases {
            do throws(ConformanceFailure) {
                _ = try await subject.run(check)
            } catch {
                failures.append(error)
            }
        }
        #expect(failures.map(\.check) == [flaw.check], "\(failures)")
    }

    @Test(arguments: ConformanceCheck.allCases)
    func theSoundModuleIsCheckedInEveryWay(_ check: ConformanceCheck) async throws {
        let subject = ConformanceSubject(
            SamplePay.self,
            account: FakeSamplePay.account(),
            amount: FakeSamplePay.amount,
            fake: { FakeSamplePay(clock: $0) }
        )
        #expect(try await subject.run(check) == .passed)
    }
}
