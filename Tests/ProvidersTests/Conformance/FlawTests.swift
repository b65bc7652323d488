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
        let subject = Self.subject(FakeSamplePay.account(flaw), name: flaw.rawValue)
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

    @Test(arguments: [Approver.gateway, .provider], ConformanceCheck.allCases)
    func theSoundModuleIsCheckedInEveryWay(_ approver: Approver, _ check: ConformanceCheck) async throws {
        #expect(try await Self.subject(FakeSamplePay.account(approver: approver)).run(check) == .passed)
    }

    @Test func aCheckThatIsSkippedInSilenceFails() async throws {
        let account = FakeSamplePay.account(baseURL: "https://\(SamplePay.host)")
        await #expect(throws: ConformanceFailure.self) { try await Self.subject(account).run(.knownHostsOnly) }
        let listed = Self.subject(account, skips: [.knownHostsOnly])
        guard case .notApplicable = try await listed.run(.knownHostsOnly) else {
            Issue.record("it was run")
            return
        }
    }

    @Test func aCheckThatIsListedAsSkippedAndPassesFails() async {
        let subject = Self.subject(FakeSamplePay.account(), skips: [.buyerPays])
        await #expect(throws: ConformanceFailure.self) { try await subject.run(.buyerPays) }
    }

    @Test func aFakeWhoseBuyersComeBackElsewhereIsToldSo() async {
        let subject = ConformanceSubject(
            SamplePay.self,
            account: FakeSamplePay.account(),
            amount: FakeSamplePay.amount,
            fake: { StrayingFake(fake: FakeSamplePay(clock: $0)) }
        )
        let failure = await #expect(throws: ConformanceFailure.self) { try await subject.run(.buyerPays) }
        #expect(failure?.happened == "one came to /back")
    }

    @Test func aModuleWhoseManifestHidesItsWebhooksIsToldSo() async {
        let subject = ConformanceSubject(
            SilentPay.self,
            account: FakeSamplePay.account(),
            amount: FakeSamplePay.amount,
            fake: { FakeSamplePay(clock: $0) }
        )
        let failure = await #expect(throws: ConformanceFailure.self) { try await subject.run(.webhookNamesPayment) }
        #expect(failure?.happened == "the module is, and the manifest has none")
    }

    private static func subject(
        _ account: ProviderAccount,
        name: String? = nil,
        skips: Set<ConformanceCheck> = []
    ) -> ConformanceSubject {
        ConformanceSubject(
            SamplePay.self,
            account: account,
            amount: FakeSamplePay.amount,
            name: name,
            skips: skips,
            fake: { FakeSamplePay(clock: $0) }
        )
    }
}
