import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Deposit notices: unsigned forms in code page 949.
struct InicisNoticeTests {
    private static let devices = [FakeKGInicis.Device.desktop, .mobile]

    private func issued(_ device: FakeKGInicis.Device) async throws -> InicisTable {
        var table = try await InicisTable(device, account: FakeKGInicis.account(mobileMethod: "virtual-account"))
        let snapshot = try await table.settle(.choosesDeposit)
        #expect(snapshot.status == .pending(.deposit))
        #expect(snapshot.paid.isZero)
        #expect(snapshot.method == "virtual-account")
        let account = try #require(snapshot.virtualAccount)
        #expect(account.bank == "88")
        #expect(account.holder == "찻집")
        #expect(account.number.count == 14)
        // 2026-11-25T23:59:59 in Korea.
        #expect(account.expires == Timestamp(milliseconds: 1_795_618_799_000))
        return table
    }

    @Test(arguments: devices)
    func aDepositIsNoticedLookedUpAndPaid(device: FakeKGInicis.Device) async throws {
        var table = try await issued(device)
        try await table.fake.deposit(of: table.order.key)
        let message = try #require(await table.fake.webhooks().first)
        let notice = try #require(try await table.provider.notices(in: message).first)
        #expect(notice.subject == .key(table.order.key))
        #expect(try await table.verify(.notified(message), approving: false).status == .paid)
        #expect(table.line.paths.last == "/v2/pg/inquiry")
    }

    @Test func aDepositThatTheBankTakesBackIsPendingAgain() async throws {
        var table = try await issued(.desktop)
        try await table.fake.deposit(of: table.order.key)
        let came = try #require(await table.fake.webhooks().first)
        #expect(try await table.verify(.notified(came)).status == .paid)
        try await table.fake.takeBack(table.order.key)
        let went = try #require(await table.fake.webhooks().first)
        #expect(
            try await table.provider.notices(in: went).first?.deduplicationKey
                != table.provider.notices(in: came).first?.deduplicationKey
        )
        #expect(try await table.verify(.notified(went)).status == .pending(.deposit))
    }

    @Test func aDepositIsFoundWithoutAnyNotice() async throws {
        var table = try await issued(.desktop)
        try await table.fake.deposit(of: table.order.key)
        #expect(try await table.verify(.inquiry, approving: false).status == .paid)
    }

    /// INICIS goes on to show it as issued.
    @Test(arguments: devices)
    func anAccountWaitsUntilItClosesAndADepositStillCounts(device: FakeKGInicis.Device) async throws {
        var table = try await issued(device)
        let last = Duration.milliseconds(1_795_618_799_000 - table.clock.now().milliseconds)
        table.clock.advance(by: last - .seconds(1))
        #expect(try await table.verify(.inquiry, approving: false).status == .pending(.deposit))
        table.clock.advance(by: .seconds(1))
        #expect(try await table.verify(.inquiry, approving: false).status == .expired)
        try await table.fake.deposit(of: table.order.key)
        let message = try #require(await table.fake.webhooks().first)
        #expect(try await table.verify(.notified(message), approving: false).status == .paid)
    }

    @Test func aDepositThatIsTakenBackAfterTheAccountClosedIsPendingFirst() async throws {
        var table = try await issued(.desktop)
        try await table.fake.deposit(of: table.order.key)
        #expect(try await table.verify(.inquiry, approving: false).status == .paid)
        table.clock.advance(by: .seconds(4 * 86_400))
        try await table.fake.takeBack(table.order.key)
        #expect(try await table.verify(.inquiry, approving: false).status == .pending(.deposit))
        #expect(try await table.verify(.inquiry, approving: false).status == .expired)
    }

    @Test func aNoticeAheadOfTheMoneyPaysNothing() async throws {
        var table = try await issued(.desktop)
        let forged = try #require(await table.fake.forgeries(of: table.order.key).first)
        #expect(try await table.verify(.notified(forged)).status == .pending(.deposit))
    }

    @Test func forgeriesAreRejectedAndTellNothing() async throws {
        let table = try await issued(.desktop)
        let forgeries = await table.fake.forgeries(of: table.order.key)
        #expect(forgeries.count == 2)
        for message in forgeries {
            let error = await #expect(throws: ProviderError.self) { _ = try await table.provider.notices(in: message) }
            #expect(error?.code == .rejectedMessage)
        }
    }

    @Test(arguments: ["", "hello", "type_msg=0200", "P_STATUS=02"])
    func whatIsNoNoticeIsRejected(body: String) async throws {
        let table = try await InicisTable()
        let message = InboundMessage(
            method: "POST",
            path: "/hook",
            body: Array(body.utf8),
            source: "203.238.37.15"
        )
        let error = await #expect(throws: ProviderError.self) { _ = try await table.provider.notices(in: message) }
        #expect(error?.code == .rejectedMessage)
    }

    @Test func aNoticeAboutAnOrderThatIsNotOursIsTakenAndForgotten() async throws {
        let table = try await InicisTable()
        let message = notice(["no_oid": "shop-order-77"], of: table, account: "1")
        #expect(try await table.provider.notices(in: message).isEmpty)
    }

    /// Which fields a notice has differs: phones' hosts tell no account.
    @Test(
        arguments: devices,
        ["amt_input", "no_vacct", "no_req_tid", "id_merchant", "P_AMT", "P_TID"]
    )
    func aNoticeThatIsCutOffIsRejected(device: FakeKGInicis.Device, field: String) async throws {
        var table = try await issued(device)
        try await table.fake.deposit(of: table.order.key)
        let genuine = try #require(await table.fake.webhooks().first)
        let fields = String(decoding: genuine.body, as: UTF8.self).split(separator: "&")
        let rest = fields.filter { !$0.hasPrefix("\(field)=") }
        guard rest.count < fields.count else { return }
        let cut = InboundMessage(
            method: genuine.method,
            path: genuine.path,
            query: genuine.query,
            headers: genuine.headers,
            body: Array(rest.joined(separator: "&").utf8),
            source: genuine.source
        )
        let error = await #expect(throws: ProviderError.self) { _ = try await table.provider.notices(in: cut) }
        #expect(error?.code == .rejectedMessage)
        #expect(try await table.verify(.notified(genuine), approving: false).status == .paid)
    }

    /// The gateway processes a message once: what a forger sent first must not be the same as what comes after it.
    @Test(arguments: ["amt_input", "no_vacct", "no_req_tid"])
    func aForgedNoticeDoesNotStandInForTheGenuineOne(field: String) async throws {
        var table = try await issued(.desktop)
        let account = try #require(try table.payment.state?.value(as: InicisMemory.self).account)
        let forged = notice([field: "1"], of: table, account: account)
        let genuine = notice([:], of: table, account: account)
        #expect(try await table.provider.notices(in: forged) != table.provider.notices(in: genuine))
        let calls = table.line.calls.count
        await #expect(throws: ProviderError.self) { _ = try await table.verify(.notified(forged)) }
        #expect(table.line.calls.count == calls)
    }

    @Test func aNoticeOfWhatACrashLostMustNameTheTransactionThatInicisShows() async throws {
        var table = try await issued(.desktop)
        let known = table.payment
        table.payment.state = nil
        for (tid, isHeard) in [("StdpayVBNKother", false), (known.references.first ?? "", true)] {
            var memory = InicisMemory()
            let message = notice(["no_req_tid": tid], of: table, account: "1")
            try? await table.provider.hear(message, of: table.payment, &memory)
            #expect(memory.isDeposited == isHeard)
        }
    }

    @Test(arguments: [
        ["amt_input": "12999"], ["no_vacct": "56200000000000"], ["no_req_tid": "StdpayVBNKother"],
        ["no_oid": "zyxwvutsrqponmlkjihgfedcba765432"],
    ])
    func aNoticeThatDiffersFromWhatWasIssuedIsRejected(changes: [String: String]) async throws {
        var table = try await issued(.desktop)
        let account = try #require(try table.payment.state?.value(as: InicisMemory.self).account)
        let message = notice(changes, of: table, account: account)
        let error = await #expect(throws: ProviderError.self) { _ = try await table.verify(.notified(message)) }
        #expect(error?.code == .rejectedMessage)
    }

    /// Where an inquiry calls an issued account "approved", only a listed sender's word makes it paid.
    @Test(arguments: [("203.238.37.15", "0200", true), ("203.238.37.15", "0400", false), ("192.0.2.66", "0200", false)])
    func anApprovedAccountIsPaidByAListedSendersWordAlone(source: String, type: String, isPaid: Bool) async throws {
        let table = try await issued(.desktop)
        let memory = try #require(try table.payment.state?.value(as: InicisMemory.self))
        var heard = memory
        let message = notice(["type_msg": type], of: table, account: memory.account ?? "", from: source)
        try await table.provider.hear(message, of: table.payment, &heard)
        #expect(heard.isDeposited == isPaid)
    }

    @Test func theAcknowledgementIsPlainText() {
        #expect(KGInicis.manifest.webhooks?.body == "OK")
        #expect(KGInicis.manifest.webhooks?.contentType == "text/plain")
        #expect(KGInicis.manifest.webhooks?.status == 200)
    }

    private func notice(
        _ changes: [String: String],
        of table: InicisTable,
        account: String,
        from source: String = "203.238.37.15"
    ) -> InboundMessage {
        let fields = [
            "no_oid": table.order.key.text, "id_merchant": "INIpayTest", "type_msg": "0200", "amt_input": "13000",
            "no_vacct": account, "no_req_tid": table.payment.references.first ?? "", "no_tid": "N1",
        ].merging(changes) { $1 }
        return InboundMessage(
            method: "POST",
            path: "/hook",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            // 김하나 in code page 949.
            body: FormText.bytes(fields.map { (name: $0.key, value: $0.value) })
                + Array("&nm_input=%B1%E8%C7%CF%B3%AA".utf8),
            source: source
        )
    }
}
