import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// A return is unsigned: what it names must be what the module would have built, or nothing is sent.
struct InicisReturnTests {
    private func altered(_ evidence: Evidence, _ changes: [String: String?]) -> Evidence {
        guard case .returned(let message, let door) = evidence else { return evidence }
        var fields = inicisFields(String(decoding: message.body, as: UTF8.self))
        for (name, value) in changes { fields[name] = value }
        let body = FormText.bytes(fields.map { (name: $0.key, value: $0.value) })
        let changed = InboundMessage(
            method: "POST",
            path: message.path,
            query: message.query,
            headers: message.headers,
            body: body
        )
        return .returned(changed, via: door)
    }

    @Test(
        arguments: [
            ["authUrl": "https://evil.example/api/payAuth"],
            ["authUrl": "https://stgstdpay.inicis.com.evil.example/api/payAuth"],
            ["authUrl": "http://stgstdpay.inicis.com/api/payAuth"],
            ["authUrl": "https://stgstdpay.inicis.com/api/payAuth?x"],
            ["authUrl": "https://fcstdpay.inicis.com/api/payAuth"],
            ["authUrl": nil],
            ["netCancelUrl": "https://evil.example/api/netCancel"],
            ["netCancelUrl": nil],
            ["idc_name": "evil"], ["idc_name": "fc"], ["idc_name": nil],
            ["mid": "someoneels"], ["mid": nil],
            ["orderNumber": "zyxwvutsrqponmlkjihgfedcba765432"], ["orderNumber": nil],
            ["authToken": ""], ["authToken": nil], ["resultCode": nil],
        ] as [[String: String?]]
    )
    func aWindowsReturnThatNamesAnythingElseIsRejected(changes: [String: String?]) async throws {
        try await expectRejection(.desktop, changes)
    }

    @Test(
        arguments: [
            ["P_REQ_URL": "https://evil.example/smart/payReq.ini"],
            ["P_REQ_URL": "https://stgmobile.inicis.com/smart/payNetCancel.ini"],
            ["P_REQ_URL": nil],
            ["idc_name": "ks"], ["idc_name": nil],
            ["P_AMT": "1"], ["P_AMT": nil],
            ["P_NOTI": "zyxwvutsrqponmlkjihgfedcba765432"],
            ["P_TID": nil],
        ] as [[String: String?]]
    )
    func aFormsReturnThatNamesAnythingElseIsRejected(changes: [String: String?]) async throws {
        try await expectRejection(.mobile, changes)
    }

    private func expectRejection(_ device: FakeKGInicis.Device, _ changes: [String: String?]) async throws {
        var table = try await InicisTable(device)
        let forged = altered(try await table.comesBack(.pays), changes)
        let error = await #expect(throws: ProviderError.self) { _ = try await table.verify(forged) }
        #expect(error?.code == .rejectedMessage)
        #expect(table.line.calls.isEmpty)
    }

    @Test func theOlderNameOfTheApprovalAddressIsUnderstood() async throws {
        var table = try await InicisTable()
        let older = altered(
            try await table.comesBack(.pays),
            ["authUrl": nil, "checkAckUrl": "https://stgstdpay.inicis.com/api/payAuth"]
        )
        #expect(try await table.verify(older).status == .paid)
    }

    @Test func stagingIsNoDataCentreOfLivePayments() throws {
        let live = InicisHosts(.live, standIn: nil)
        #expect(live.centre("stg") == nil)
        #expect(live.centre("fc") == .fc)
        #expect(InicisHosts(.test, standIn: nil).centre("stg") == .stg)
    }

    @Test(arguments: [FakeKGInicis.Device.desktop, .mobile])
    func aStandInsAddressesAreTheOnesThatAreExpected(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device, account: FakeKGInicis.account(baseURL: "http://127.0.0.1:9000"))
        #expect(try await table.settle(.pays).status == .paid)
        #expect(table.line.calls.allSatisfy { $0.request.authority == "127.0.0.1:9000" })
    }

    @Test(arguments: [
        (FakeKGInicis.Device.desktop, "", PaymentSnapshot.Status.abandoned),
        (.desktop, "2001", .abandoned), (.desktop, "0021", .abandoned), (.desktop, "0022", .abandoned),
        (.desktop, "V016", .declined(code: "V016", message: "거절")),
        (.mobile, "01", .abandoned),
        (.mobile, "MX1006", .declined(code: "MX1006", message: "거절")),
    ])
    func whatWasNotAuthenticatedIsLookedUpAndOver(
        device: FakeKGInicis.Device,
        code: String,
        status: PaymentSnapshot.Status
    ) async throws {
        var table = try await InicisTable(device)
        // 거절 in code page 949 on phones.
        let body =
            device == .desktop
            ? "resultCode=\(code)&resultMsg=%EA%B1%B0%EC%A0%88" : "P_STATUS=\(code)&P_RMESG1=%B0%C5%C0%FD"
        let message = InboundMessage(
            method: "POST",
            path: "/back",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array(body.utf8)
        )
        #expect(try await table.verify(.returned(message, via: .success)).status == status)
        #expect(table.line.paths == ["/v2/pg/inquiry"])
    }

    @Test(arguments: [FakeKGInicis.Device.desktop, .mobile])
    func aBuyerWhoLeavesIsLookedUpFirst(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        #expect(try await table.settle(.leaves).status == .abandoned)
        #expect(table.line.paths == ["/v2/pg/inquiry"])
    }

    @Test func aReturnThatSaysNothingSettlesNothing() async throws {
        var table = try await InicisTable()
        let bare = InboundMessage(method: "GET", path: "/back", query: "key=\(table.order.key.text)")
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.verify(.returned(bare, via: .success))
        }
        #expect(error?.code == .rejectedMessage)
    }

    @Test func leavingAfterPayingInAnotherTabIsPaid() async throws {
        var table = try await InicisTable()
        let paid = try await table.comesBack(.pays)
        _ = try await table.provider.verify(
            paid,
            of: table.payment,
            approval: OperationID(from: SystemRandomSource())
        )
        #expect(try await table.settle(.leaves).status == .paid)
    }
}
