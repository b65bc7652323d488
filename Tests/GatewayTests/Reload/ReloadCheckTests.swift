import Foundation
import Testing

@testable import Gateway

/// What a running gateway cannot take over, and how a change is told of.
struct ReloadCheckTests {
    /// What is replaced in the right file, by what.
    typealias Edit = [String: String]

    private func read(_ edit: Edit) throws -> Gateway.Configuration {
        let text = edit.reduce(ConfigurationFixture.file) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
        #expect(edit.isEmpty || text != ConfigurationFixture.file)
        return try ConfigurationFixture.read(text)
    }

    private func faults(
        _ edit: Edit,
        openPayments: [String: Int] = [:],
        refundablePayments: [String: Int] = [:]
    ) throws -> [ConfigurationFault] {
        let check = ReloadCheck(from: try read([:]), to: try read(edit))
        return check.faults(openPayments: openPayments, refundablePayments: refundablePayments)
    }

    @Test(arguments: [
        (["127.0.0.1:8080": "127.0.0.1:9090"], "server.listen"),
        (["pay.example.com": "pay2.example.com"], "server.publicURL"),
        ([#""listen":"#: #""operations": "127.0.0.1:9091", "listen":"#], "server.operations"),
        (["gateway.sqlite": "other.sqlite"], "database"),
        ([#""id": "a""#: #""id": "b""#], "sealingKeys"),
    ])
    func whatIsOpenedOnceTakesARestart(edit: Edit, place: String) throws {
        let faults = try faults(edit)
        #expect(faults.map(\.place) == [place])
        #expect(faults.first?.mend.contains("Restart") ?? false)
    }

    private static let leaving: [(Edit, String)] = [
        ([#""acme":"#: #""acme-two":"#, #""provider": "acme""#: #""provider": "acme-two""#], "providers.acme"),
        ([#""module": "acme-pay""#: #""module": "acme-pay", "environment": "test""#], "providers.acme.environment"),
        (
            [
                #""module": "acme-pay""#: #""module": "mock", "environment": "test""#,
                #""merchant": "M1""#: #""publicKey": "p""#,
            ], "providers.acme.module"
        ),
    ]

    @Test(arguments: leaving)
    func anInstanceWithOpenPaymentsStaysWhatItIs(edit: Edit, place: String) throws {
        let faults = try faults(edit, openPayments: ["acme": 3, "mock": 1, "gone-before": 2])
        #expect(faults.map(\.place) == [place])
        #expect(faults.first?.problem.contains("3 payments are open") ?? false)
        #expect(try self.faults(edit, openPayments: ["acme": 1]).first?.problem.contains("1 payment is open") ?? false)
    }

    @Test(arguments: leaving)
    func withoutOpenPaymentsItMayGo(edit: Edit, place: String) throws {
        #expect(try faults(edit, openPayments: ["mock": 1]).isEmpty)
    }

    @Test(arguments: leaving[1...])
    func anInstanceThatCanStillBeAskedForRefundsStaysAtItsPG(edit: Edit, place: String) throws {
        let faults = try faults(edit, refundablePayments: ["acme": 2])
        #expect(faults.map(\.place) == [place])
        #expect(faults.first?.problem.contains("2 paid payments can still be refunded") ?? false)
        #expect(faults.first?.mend.contains("name of its own") ?? false)
        let one = try self.faults(edit, refundablePayments: ["acme": 1]).first
        #expect(one?.problem.contains("1 paid payment can") ?? false)
        let both = try self.faults(edit, openPayments: ["acme": 1], refundablePayments: ["acme": 2])
        #expect(both.map(\.problem).allSatisfy { $0.contains("2 paid payments can") }, "they outlast the open one")
    }

    /// Its refunds are refused while it is gone, and reach the right PG when it is back.
    @Test func anInstanceMayGoWithRefundablePayments() throws {
        let (edit, _) = Self.leaving[0]
        #expect(try faults(edit, refundablePayments: ["acme": 2]).isEmpty)
    }

    @Test(arguments: zip(leaving, [[], ["acme"], ["acme"]]))
    func onlyWhatMovedIsAskedFor(change: (Edit, String), moved: [String]) throws {
        #expect(ReloadCheck(from: try read([:]), to: try read(change.0)).moved == moved)
        #expect(ReloadCheck(from: try read([:]), to: try read([:])).moved.isEmpty)
    }

    @Test func everythingIsSaidAtOnce() throws {
        var edit = ["gateway.sqlite": "other.sqlite", "pay.example.com": "pay2.example.com"]
        edit.merge(Self.leaving[0].0) { $1 }
        let places = try faults(edit, openPayments: ["acme": 1]).map(\.place)
        #expect(places == ["server.publicURL", "database", "providers.acme"])
    }

    @Test(arguments: [
        ([:], "nothing"),
        ([#""seed": 7"#: #""seed": 8"#], "providers.mock changed"),
        ([#"{ "env": "MOCK" }"#: #"{ "env": "HOOK" }"#], "malls.demomall changed"),
        ([#"{ "env": "SERVICE" }"#: #"{ "env": "OLD_SERVICE" }"#], "cafe24 changed"),
        ([#""publicURL":"#: #""trustedProxies": ["10.0.0.1"], "publicURL":"#], "server changed"),
        (["demomall": "newmall"], "malls.demomall removed, malls.newmall added"),
        (leaving[0].0, "providers.acme removed, providers.acme-two added, malls.demomall changed"),
    ])
    func aChangeIsToldOfByNameAlone(edit: Edit, told: String) throws {
        #expect(try faults(edit).isEmpty)
        #expect(ConfigurationChanges(from: try read([:]), to: try read(edit)).description == told)
    }
}
