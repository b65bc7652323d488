import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// The way from a return to a snapshot, and what is sent on it, field by field.
struct InicisVerifyTests {
    @Test func aPaidWindowIsApproved() async throws {
        var table = try await InicisTable()
        let snapshot = try await table.settle(.pays)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == Money(13_000, .krw))
        #expect(snapshot.method == "card")
        #expect(snapshot.transactionID.map { [$0] } == snapshot.references)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
        #expect(table.line.paths == ["/api/payAuth"])
        let approval = try #require(table.line.calls.last)
        #expect(approval.request.authority == "stgstdpay.inicis.com")
        #expect(approval.request.method == .post)
        #expect(approval.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
        var fields = inicisFields(approval.body)
        let removed = fields.removeValue(forKey: "authToken")
        let token = try #require(removed)
        let signer = try InicisSigner(FakeKGInicis.account())
        let signed = signer.approval(token: token, timestamp: "1795338000000")
        #expect(
            fields == [
                "mid": "INIpayTest", "timestamp": "1795338000000", "signature": signed.signature,
                "verification": signed.verification, "charset": "UTF-8", "format": "JSON", "price": "13000",
            ]
        )
    }

    @Test func aPaidFormIsApprovedByMerchantAndTransactionAlone() async throws {
        var table = try await InicisTable(.mobile)
        #expect(try await table.settle(.pays).status == .paid)
        #expect(table.line.paths == ["/smart/payReq.ini"])
        let approval = try #require(table.line.calls.last)
        #expect(approval.request.authority == "stgmobile.inicis.com")
        let fields = inicisFields(approval.body)
        #expect(Set(fields.keys) == ["P_MID", "P_TID"])
        #expect(fields["P_MID"] == "INIpayTest")
    }

    @Test func anAnswerToAPhoneThatNamesNoOrderIsConfirmedByAnInquiry() async throws {
        var table = try await InicisTable(.mobile)
        table.fake.becomeTerse()
        let snapshot = try await table.settle(.pays)
        #expect(snapshot.status == .paid)
        #expect(table.line.paths == ["/smart/payReq.ini", "/v2/pg/inquiry"])
        let tid = try #require(snapshot.transactionID)
        #expect(table.line.calls.last?.body.contains(#""data":{"tid":"\#(tid)"}"#) == true)
    }

    @Test func anotherOrdersApprovalThatNamesNoOrderIsUndone() async throws {
        var table = try await InicisTable(.mobile)
        table.fake.becomeTerse()
        _ = await table.fake.tell(.otherOrder)
        #expect(try await table.settle(.pays).status == .reversed)
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 13_000, charges: 1, refunds: 1))
    }

    @Test func anAnswerThatNamesNoOrderIsNotBelievedUnconfirmed() async throws {
        var table = try await InicisTable(.mobile)
        table.fake.becomeTerse()
        let evidence = try await table.comesBack(.pays)
        table.fake.refuseInquiries("500003")
        let snapshot = try await table.verify(evidence)
        #expect(snapshot.status.isUnknown)
        #expect(snapshot.paid.isZero)
        table.fake.refuseInquiries(nil)
        #expect(try await table.verify(evidence).status == .paid)
    }

    @Test func anInquiryIsSignedOverTheVeryBytesItSends() async throws {
        var table = try await InicisTable()
        #expect(try await table.verify(.inquiry, approving: false).status == .absent)
        let call = try #require(table.line.calls.first)
        #expect(call.request.authority == "stginiapi.inicis.com")
        #expect(call.request.headerFields[.contentType] == "application/json")
        let data = #"{"oid":"abcdefghijklmnopqrstuvwxyz234567"}"#
        let hash = try InicisSigner(FakeKGInicis.account()).apiHash(
            type: "inquiry",
            timestamp: "20261122180000",
            data: Array(data.utf8)
        )
        let head = #"{"mid":"INIpayTest","type":"inquiry","timestamp":"20261122180000","clientIp":"198.51.100.7""#
        #expect(call.body == head + #","data":\#(data),"hashData":"\#(hash)"}"#)
    }

    @Test func aKnownTransactionIsAskedForByItsOwnName() async throws {
        var table = try await InicisTable()
        let tid = try #require(try await table.settle(.pays).transactionID)
        _ = try await table.verify(.inquiry, approving: false)
        #expect(table.line.calls.last?.body.contains(#""data":{"tid":"\#(tid)"}"#) == true)
    }

    @Test(arguments: [FakeKGInicis.Device.desktop, .mobile])
    func aDeclineIsASnapshotAndIsUndoneToBeSure(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        let snapshot = try await table.settle(.declines)
        #expect(snapshot.status == .declined(code: "8001", message: "카드사에서 거절하였습니다"))
        let netCancel = device == .desktop ? "/api/netCancel" : "/smart/payNetCancel.ini"
        #expect(table.line.paths.suffix(2) == [netCancel, "/v2/pg/inquiry"])
        #expect(await table.books == FakeBooks())
    }

    @Test func theSameReturnAgainApprovesNothingAgain() async throws {
        var table = try await InicisTable()
        let evidence = try await table.comesBack(.pays)
        let forgotten = table
        let first = try await table.verify(evidence)
        var afterCrash = forgotten
        let second = try await afterCrash.verify(evidence)
        #expect(second.status == .paid)
        #expect(second.transactionID == first.transactionID)
        #expect(table.line.paths.filter { $0 == "/api/payAuth" }.count == 1)
    }

    @Test(arguments: [FakeKGInicis.Device.desktop, .mobile])
    func withoutAnApprovalNothingIsApproved(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        let snapshot = try await table.verify(try await table.comesBack(.pays), approving: false)
        #expect(snapshot.status == .open)
        #expect(await table.books.charges == 0)
    }

    @Test(arguments: [
        ("APPROVAL", "Card", PaymentSnapshot.Status.paid), ("APPROVAL", "VBank", .pending(.deposit)),
        ("NON_DEPOSIT", "VBank", .pending(.deposit)), ("DEPOSIT_COMPLETED", "VBank", .paid),
        ("DEPOSIT_CANCELED", "VBank", .pending(.deposit)), ("WAITING_FOR_REFUND", "VBank", .paid),
        ("REFUND_COMPLETED", "VBank", .paid), ("PART_CANCEL", "Card", .paid), ("CANCEL", "Card", .reversed),
        ("CANCEL", "VBank", .expired), ("ON_HOLD", "Card", .unknown("ON_HOLD")), ("", "Card", .unknown("")),
    ])
    func everyStatusIsMappedAndNoneIsGuessed(
        word: String,
        method: String,
        status: PaymentSnapshot.Status
    ) async throws {
        let table = try await InicisTable()
        let snapshot = transaction(word, method).snapshot(of: table.payment, InicisMemory(), at: BenchClock.start)
        #expect(snapshot.status == status)
    }

    /// A notice that met an outage may come after the account has closed: only a word of INICIS ends the wait.
    @Test(arguments: [
        ("APPROVAL", PaymentSnapshot.Status.pending(.deposit)), ("NON_DEPOSIT", .expired),
        ("DEPOSIT_CANCELED", .expired),
    ])
    func theClockEndsNothingThatINICISShowsAsApproved(word: String, status: PaymentSnapshot.Status) async throws {
        let table = try await InicisTable()
        var memory = InicisMemory()
        memory.method = .virtualAccount
        memory.closes = BenchClock.start - .seconds(86_400)
        let snapshot = transaction(word, "VBank").snapshot(of: table.payment, memory, at: BenchClock.start)
        #expect(snapshot.status == status)
    }

    @Test func whatWasPaidBeforeIsGivenBackWhenItIsCancelled() async throws {
        var table = try await InicisTable()
        table.payment.status = .paid
        let snapshot = transaction("CANCEL", "Card").snapshot(of: table.payment, InicisMemory(), at: BenchClock.start)
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == snapshot.paid)
        #expect(snapshot.cancellations.map(\.origin) == [.provider("T1")])
    }

    /// Made in INICIS's console: told in a list, or by what is left alone.
    @Test(arguments: [true, false])
    func whatTheConsoleGaveBackIsReported(isListed: Bool) async throws {
        var table = try await InicisTable()
        table.payment.status = .paid
        let part = CancellationRecord(.provider("C1"), amount: Money(3_000, .krw), state: .done)
        let told = transaction("PART_CANCEL", "Card", left: 10_000, parts: isListed ? [part] : [])
        let snapshot = told.snapshot(of: table.payment, InicisMemory(), at: BenchClock.start)
        #expect(snapshot.status == .paid)
        #expect(snapshot.paid == FakeKGInicis.amount)
        #expect(snapshot.cancelled == Money(3_000, .krw))
        #expect(snapshot.cancellations == (isListed ? [part] : []))
    }

    private func transaction(
        _ status: String,
        _ method: String,
        left: Int64 = FakeKGInicis.amount.minorUnits,
        parts: [CancellationRecord] = []
    ) -> InicisTransaction {
        InicisTransaction(
            tid: "T1",
            method: InicisMethod(inicis: method),
            status: status,
            price: FakeKGInicis.amount,
            remaining: Money(left, .krw),
            parts: parts
        )
    }

    /// A buyer who can pay does not depend on the host of inquiries.
    @Test(
        arguments: [FakeKGInicis.Device.desktop, .mobile],
        [Disturbance.timeoutBeforeCommit, .serverErrors, .truncated, .misencoded, .unreachable]
    )
    func aFirstApprovalIsTakenWhileInquiriesFail(
        device: FakeKGInicis.Device,
        disturbance: Disturbance
    ) async throws {
        var table = try await InicisTable(device)
        table.line.disturb("/v2/pg/inquiry", disturbance)
        #expect(try await table.settle(.pays).status == .paid)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
    }

    @Test func whatSurelyTookNothingMayBeAskedAgain() async throws {
        var table = try await InicisTable()
        let evidence = try await table.comesBack(.pays)
        table.line.disturb("/api/payAuth", .unreachable)
        let error = await #expect(throws: ProviderError.self) { _ = try await table.verify(evidence) }
        #expect(error?.code == .temporary)
        #expect(await table.books == FakeBooks())
        #expect(try await table.verify(evidence).status == .paid)
    }

    @Test func aKnownTransactionThatIsDeniedIsNotAbsent() async throws {
        var table = try await InicisTable()
        _ = try await table.settle(.pays)
        var memory = InicisMemory()
        memory.tid = "another"
        table.payment.state = try ModuleState(memory)
        let error = await #expect(throws: ProviderError.self) { _ = try await table.verify(.inquiry) }
        #expect(error?.code == .unknown)
        #expect(error?.providerCode == "500101")
    }

    @Test(arguments: [(Lie.otherOrder, ProviderError.Code.conflict), (.wrongCurrency, .conflict)])
    func anInquiryAboutSomethingElseIsAConflict(lie: Lie, code: ProviderError.Code) async throws {
        var table = try await InicisTable()
        _ = try await table.settle(.pays)
        _ = await table.fake.tell(lie)
        let error = await #expect(throws: ProviderError.self) { _ = try await table.verify(.inquiry) }
        #expect(error?.code == code)
    }

    @Test func anotherAmountIsReportedAsInicisTellsIt() async throws {
        var table = try await InicisTable()
        _ = try await table.settle(.pays)
        _ = await table.fake.tell(.wrongAmount)
        #expect(try await table.verify(.inquiry).paid == Money(13_001, .krw))
    }
}
