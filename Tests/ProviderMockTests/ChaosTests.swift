import ProviderKit
import Testing

@testable import ProviderMock

struct ChaosTests {
    private static let odds: SettingValue = .object([
        "timeoutAfterCommit": .number("0.1"), "wrongAmount": .number("0.05"), "duplicateWebhook": .number("1"),
    ])

    private func sequence(seed: String) throws -> [FaultKind?] {
        let settings = try MockSettings(["seed": .number(seed), "chaos": Self.odds])
        return (1...2000).map { settings.chaos.fault(for: .verify, call: $0)?.kind }
    }

    @Test func equalSeedsGiveEqualSequences() throws {
        #expect(try sequence(seed: "7") == sequence(seed: "7"))
        #expect(try sequence(seed: "7") != sequence(seed: "8"))
    }

    @Test func faultsComeAboutAsOftenAsTheirProbability() throws {
        let drawn = try sequence(seed: "7")
        #expect((150...250).contains(drawn.count { $0 == .timeoutAfterCommit }))
        #expect((70...130).contains(drawn.count { $0 == .wrongAmount }))
        #expect(drawn.allSatisfy { $0 == nil || $0 == .timeoutAfterCommit || $0 == .wrongAmount })
    }

    @Test func certaintyStrikesEveryCallAndOnlyWhereItSuits() async throws {
        let shop = try Shop(["chaos": .object(["refuse": .number("1")])])
        let visit = try await shop.paid()
        #expect(try await visit.inquire().status == .paid)
        for _ in 1...3 { #expect(try await visit.refund(1, remaining: 12_000).word == "refused REFUSED") }
    }

    @Test func twoRunsOfOneSeedMeetTheSameFaults() async throws {
        func run() async throws -> [Bool] {
            let shop = try Shop(["seed": .number("42"), "chaos": .object(["serverError": .number("0.3")])])
            var failed: [Bool] = []
            for _ in 1...50 {
                failed.append((try? await shop.mock.checkout(shop.order())) == nil)
            }
            return failed
        }
        let first = try await run()
        #expect(first == (try await run()))
        #expect(Set(first) == [true, false])
    }

    @Test(
        arguments: [
            (["approver": .string("gateway")], true), (["approver": .string("provider")], true), ([:], true),
            (["approver": .string("both")], false), (["approver": .bool(true)], false), (["seed": .number("-3")], true),
            (["seed": .number("1.5")], false), (["seed": .string("7")], false), (["chaos": .object([:])], true),
            (["chaos": .list([])], false), (["chaos": .object(["explode": .number("0.1")])], false),
            (["chaos": .object(["hang": .number("1.1")])], false),
            (["chaos": .object(["hang": .number("-0.1")])], false),
            (["chaos": .object(["hang": .number("2e-2")])], false),
            (["chaos": .object(["hang": .string("0.1")])], false),
            (["chaos": .object(["hang": .number("0.6"), "delay": .number("0.5")])], false),
            (["chaos": .object(["decline": .number("0.6"), "refuse": .number("0.6")])], true),
            (["chaos": .object(["hang": .number("0.000001")])], true),
        ] as [([String: SettingValue], Bool)]
    )
    func wrongSettingsAreConfigurationErrors(settings: [String: SettingValue], isRight: Bool) {
        do {
            _ = try Shop(settings)
            #expect(isRight)
        } catch {
            #expect(!isRight)
            #expect((error as? ProviderError)?.code == .configuration)
        }
    }

    @Test(arguments: [("0", 0), ("1", 1_000_000), ("0.02", 20_000), ("1.000000", 1_000_000), ("0.000001", 1)])
    func probabilitiesAreMillionths(text: String, count: Int) {
        #expect(Millionths(text)?.count == count)
    }

    @Test(arguments: ["", ".", ".5", "0.", "00.1", "1.1", "2", "0.0000001", "-0.1", "+0", "1e-2", "0.1.2", "٠"])
    func otherTextsAreNoProbability(text: String) {
        #expect(Millionths(text) == nil)
    }
}
