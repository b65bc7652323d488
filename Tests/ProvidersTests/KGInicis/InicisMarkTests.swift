import Foundation
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// What stands in the database about an approval: no token in clear, and none once the payment is decided.
struct InicisMarkTests {
    private static let devices = [FakeKGInicis.Device.desktop, .mobile]

    private func token(_ table: InicisTable) throws -> String {
        let fields = inicisFields(try #require(table.line.calls.first).body)
        return try #require(fields["authToken"] ?? fields["P_TID"])
    }

    /// All that is in the database, and what stands there in base64.
    private func stored(_ table: InicisTable) async throws -> String {
        try await table.provider.services.storage.list(prefix: "", after: nil, limit: 100).map { entry in
            let plain = (try? JSONDecoder().decode(Data.self, from: entry.value.data)) ?? Data()
            return String(decoding: entry.value.data + plain, as: UTF8.self)
        }.joined()
    }

    @Test(arguments: devices)
    func aTokenThatMayBeNeededAgainIsSealed(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(device == .desktop ? "/api/payAuth" : "/smart/payReq.ini", .timeoutBeforeCommit)
        #expect(try await table.settle(.pays).status.isUnknown)
        #expect(try await !stored(table).isEmpty)
        #expect(try await !stored(table).contains(token(table)))
        guard case .begun(let attempt) = try await table.provider.marks.of(table.order.key) else {
            Issue.record("no attempt")
            return
        }
        #expect(try attempt.pass.token == token(table))
    }

    @Test(arguments: devices, [false, true])
    func aDecidedPaymentsTokenIsKeptNoLonger(device: FakeKGInicis.Device, isReversed: Bool) async throws {
        var table = try await InicisTable(device)
        if isReversed {
            table.line.disturb(device == .desktop ? "/api/payAuth" : "/smart/payReq.ini", .timeoutAfterCommit)
        }
        #expect(try await table.settle(.pays).status == (isReversed ? .reversed : .paid))
        guard case .over(let end) = try await table.provider.marks.of(table.order.key) else {
            Issue.record("not over")
            return
        }
        #expect(end.isReversed == isReversed)
        #expect(try await !stored(table).contains(token(table)))
    }

    /// The merchant has a new sign key: what was approved is still looked up, and nothing is approved beside it.
    @Test func aMarkUnderAnOlderKeyForbidsAnotherApproval() async throws {
        var table = try await InicisTable()
        let evidence = try await table.comesBack(.pays)
        let good = FakeKGInicis.account()
        let older = ProviderAccount(
            instance: good.instance,
            reference: good.reference,
            environment: .test,
            fields: good.fields.merging(["signKey": [Secret("b2xkZXIga2V5")]]) { $1 },
            settings: good.settings
        )
        let marks = InicisMarks(begun: table.provider.marks.begun, signer: try InicisSigner(older))
        let pass = InicisPass(device: .desktop, centre: .stg, token: "t")
        try await marks.keep(InicisAttempt(pass, signed: table.clock.now()), of: table.order.key)
        #expect(try await table.verify(evidence).status.isUnknown)
        #expect(table.line.paths == ["/v2/pg/inquiry"])
    }
}
