import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// An approval without a clear answer is undone at once, or found out about; no money is taken twice.
struct InicisNetCancelTests {
    private static let devices = [FakeKGInicis.Device.desktop, .mobile]

    private func paths(_ device: FakeKGInicis.Device) -> (approval: String, netCancel: String) {
        device == .desktop ? ("/api/payAuth", "/api/netCancel") : ("/smart/payReq.ini", "/smart/payNetCancel.ini")
    }

    @Test(arguments: devices, [Disturbance.timeoutAfterCommit, .truncated, .misencoded])
    func aLostAnswerIsUndone(device: FakeKGInicis.Device, disturbance: Disturbance) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, disturbance)
        #expect(try await table.settle(.pays).status == .reversed)
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 13_000, charges: 1, refunds: 1))
    }

    /// INICIS said that there was nothing to undo, and shows nothing: the buyer's sale is not lost.
    @Test(arguments: devices, [Disturbance.timeoutBeforeCommit, .serverErrors])
    func aRequestThatNeverArrivedIsMadeAgainOnceItsNetCancelIsAnswered(
        device: FakeKGInicis.Device,
        disturbance: Disturbance
    ) async throws {
        var table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        table.line.disturb(paths(device).approval, disturbance)
        #expect(try await table.verify(evidence).status.isUnknown)
        #expect(try await table.verify(evidence).status == .paid)
        #expect(table.line.paths.filter { $0 == paths(device).approval }.count == 2)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
    }

    /// It may still come through, and would undo the second approval.
    @Test(arguments: devices, [Disturbance.timeoutBeforeCommit, .serverErrors])
    func aRequestThatNeverArrivedIsNotMadeAgainWhileANetCancelHasNoAnswer(
        device: FakeKGInicis.Device,
        disturbance: Disturbance
    ) async throws {
        var table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        table.line.disturb(paths(device).approval, disturbance)
        table.line.disturb(paths(device).netCancel, .timeoutBeforeCommit)
        for wait in [0, 1, 60] {
            table.clock.advance(by: .seconds(wait))
            #expect(try await table.verify(evidence).status.isUnknown)
        }
        #expect(table.line.paths.filter { $0 == paths(device).approval }.count == 1)
        #expect(await table.books == FakeBooks())
        table.clock.advance(by: InicisUndoing.bound)
        #expect(try await table.verify(evidence).status == .paid, "none can come through any more")
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
    }

    @Test(arguments: devices)
    func aNetCancelNamesWhatTheApprovalNamed(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, .timeoutAfterCommit)
        _ = try await table.settle(.pays)
        let approval = inicisFields(table.line.calls[0].body)
        var undo = inicisFields(table.line.calls[1].body)
        #expect(table.line.calls[1].request.authority == table.line.calls[0].request.authority)
        if device == .mobile {
            #expect(undo.removeValue(forKey: "P_AMT") == "13000")
            #expect(undo.removeValue(forKey: "P_OID") == table.order.key.text)
        }
        #expect(undo == approval)
    }

    /// INICIS wants the approval's own parameters, and the signature is among them.
    @Test func aNetCancelThatIsSentLaterRepeatsTheApproval() async throws {
        var table = try await InicisTable()
        table.line.disturb("/api/payAuth", .timeoutAfterCommit)
        table.line.disturb("/api/netCancel", .timeoutBeforeCommit)
        #expect(try await table.settle(.pays).status.isUnknown)
        table.clock.advance(by: .seconds(30))
        #expect(try await table.verify(.inquiry, approving: false).status == .reversed)
        let last = try #require(table.line.calls.last { $0.path == "/api/netCancel" })
        #expect(inicisFields(last.body) == inicisFields(table.line.calls[0].body))
    }

    @Test(arguments: devices, [Lie.wrongAmount, .otherOrder])
    func anApprovalOfSomethingElseIsUndone(device: FakeKGInicis.Device, lie: Lie) async throws {
        var table = try await InicisTable(device)
        _ = await table.fake.tell(lie)
        #expect(try await table.settle(.pays).status == .reversed)
        #expect(await table.books.paid == table.books.cancelled)
    }

    @Test func anApprovalInAnotherCurrencyIsUndone() async throws {
        var table = try await InicisTable()
        _ = await table.fake.tell(.wrongCurrency)
        #expect(try await table.settle(.pays).status == .reversed)
    }

    /// It is no refund, and belongs right after the approval.
    @Test(arguments: devices, [(1, 3), (25, 3), (50, 2), (70, 1)])
    func netCancelsAreFewAndAllWithinTheFirstMinute(
        device: FakeKGInicis.Device,
        course: (Int, Int)
    ) async throws {
        let (gap, sent) = course
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, .timeoutAfterCommit)
        for _ in 1...20 { table.line.disturb(paths(device).netCancel, .timeoutBeforeCommit) }
        let evidence = try await table.comesBack(.pays)
        for _ in 1...3 {
            _ = try await table.verify(evidence)
            table.clock.advance(by: .seconds(gap))
        }
        table.clock.advance(by: .seconds(300))
        #expect(try await table.verify(evidence).status == .paid)
        #expect(table.line.paths.filter { $0 == paths(device).netCancel }.count == sent)
        #expect(table.line.paths.filter { $0 == paths(device).approval }.count == 1)
    }

    @Test func whatAnInquiryShowsCountsOnceNoNetCancelCanBeUnderWay() async throws {
        var table = try await InicisTable()
        table.line.disturb("/api/payAuth", .timeoutAfterCommit)
        for _ in 1...3 { table.line.disturb("/api/netCancel", .timeoutBeforeCommit) }
        #expect(try await table.settle(.pays).status.isUnknown)
        table.clock.advance(by: .seconds(59))
        for _ in 1...2 { #expect(try await table.verify(.inquiry, approving: false).status.isUnknown) }
        table.clock.advance(by: .seconds(119))
        #expect(try await table.verify(.inquiry, approving: false).status.isUnknown)
        table.clock.advance(by: .seconds(1))
        #expect(try await table.verify(.inquiry, approving: false).status == .paid)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
    }

    /// What never left cannot undo anything later.
    @Test(arguments: devices)
    func aNetCancelThatWasNotSentKeepsNothingOpen(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, .timeoutAfterCommit)
        table.line.disturb(paths(device).netCancel, .unreachable)
        #expect(try await table.settle(.pays).status == .paid)
    }

    /// An answer to a later one says nothing about those before it.
    @Test func anAnswerToOneNetCancelLeavesTheEarlierOnesOpen() {
        let first = InicisUndoing().another(at: BenchClock.start)
        let second = first.another(at: BenchClock.start + .seconds(5))
        #expect(second.ended(by: .refused, after: first) == InicisUndoing(sent: 2, unanswered: BenchClock.start))
        #expect(first.ended(by: .refused, after: nil) == InicisUndoing(sent: 1, unanswered: nil))
        #expect(first.ended(by: .unsent, after: nil) == nil)
    }

    @Test func anotherAmountIsToldWhileANetCancelIsUnderWay() async throws {
        var table = try await InicisTable()
        table.line.disturb("/api/payAuth", .timeoutAfterCommit)
        for _ in 1...3 { table.line.disturb("/api/netCancel", .timeoutBeforeCommit) }
        let evidence = try await table.comesBack(.pays)
        _ = await table.fake.tell(.wrongAmount)
        for _ in 1...2 { #expect(try await table.verify(evidence).paid == Money(13_001, .krw)) }
    }

    /// It may still come through: until then the payment that INICIS shows is not reported.
    @Test(arguments: devices)
    func anUnansweredNetCancelIsBroughtToItsEndBeforeAPaymentIsBelieved(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, .timeoutAfterCommit)
        table.line.disturb(paths(device).netCancel, .timeoutBeforeCommit)
        #expect(try await table.settle(.pays).status.isUnknown)
        #expect(try await table.verify(.inquiry, approving: false).status == .reversed)
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 13_000, charges: 1, refunds: 1))
    }

    @Test(arguments: devices)
    func aPaymentThatInicisWillNotUndoIsPaid(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, .timeoutAfterCommit)
        table.line.disturb(paths(device).netCancel, .timeoutBeforeCommit)
        #expect(try await table.settle(.pays).status.isUnknown)
        table.clock.advance(by: .seconds(660))
        #expect(try await table.verify(.inquiry, approving: false).status == .paid)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
    }

    @Test(arguments: devices)
    func anUnansweredNetCancelThatWorkedIsProvedByTheInquiry(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.line.disturb(paths(device).approval, .timeoutAfterCommit)
        table.line.disturb(paths(device).netCancel, .timeoutAfterCommit)
        #expect(try await table.settle(.pays).status == .reversed)
    }

    @Test(arguments: devices)
    func withTheLineDeadTheNetCancelIsSentAgainFromMemory(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        table.line.disturb(paths(device).approval, .timeoutBeforeCommit)
        table.line.disturb(paths(device).netCancel, .timeoutBeforeCommit)
        #expect(try await table.verify(evidence).status.isUnknown)
        let calls = table.line.calls.count
        // Without the return, and without the right to approve: the pass is remembered.
        #expect(try await table.verify(.inquiry, approving: false).status.isUnknown)
        #expect(Array(table.line.paths.dropFirst(calls)) == [paths(device).netCancel, "/v2/pg/inquiry"])
        #expect(await table.books == FakeBooks())
    }

    @Test(arguments: devices)
    func onceANetCancelWasSentTheSameReturnIsNotApproved(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        table.line.disturb(paths(device).approval, .timeoutBeforeCommit)
        table.line.disturb(paths(device).netCancel, .timeoutBeforeCommit)
        _ = try await table.verify(evidence)
        let second = try await table.verify(evidence)
        #expect(second.status.isUnknown)
        #expect(await table.books.charges == 0)
    }

    @Test func aRefusalWhoseNetCancelHasNoAnswerIsLookedUp() async throws {
        var table = try await InicisTable()
        let evidence = try await table.comesBack(.declines)
        table.line.disturb("/api/netCancel", .timeoutBeforeCommit)
        #expect(try await table.verify(evidence).status == .declined(code: "8001", message: "카드사에서 거절하였습니다"))
    }

    @Test(arguments: devices)
    func aCodeThatNobodyKnowsIsUndoneWhereMoneyWasTaken(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        _ = await table.fake.tell(.unknownStatus)
        #expect(try await table.settle(.pays).status == .reversed)
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 13_000, charges: 1, refunds: 1))
    }
}

extension PaymentSnapshot.Status {
    /// Whatever its words.
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
