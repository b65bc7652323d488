import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// The process died after an approval was sent, and INICIS refuses to be asked: no code of its tells "no such order"
/// from "not now".
struct InicisCrashTests {
    private static let devices = [FakeKGInicis.Device.desktop, .mobile]

    /// Approved, but nobody heard the answer; the gateway has the evidence and nothing else.
    private func crashed(_ device: FakeKGInicis.Device) async throws -> (InicisTable, Evidence) {
        let table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        var lost = table
        #expect(try await lost.verify(evidence).status == .paid)
        table.fake.refuseInquiries("500003")
        return (table, evidence)
    }

    @Test(arguments: devices)
    func whatIsNotShownIsUndone(device: FakeKGInicis.Device) async throws {
        let (fresh, evidence) = try await crashed(device)
        var table = fresh
        #expect(try await table.verify(evidence).status == .reversed)
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 13_000, charges: 1, refunds: 1))
    }

    @Test(arguments: devices)
    func whatIsNeitherShownNorUndoneIsUnknownUntilItIsShown(device: FakeKGInicis.Device) async throws {
        let (fresh, evidence) = try await crashed(device)
        var table = fresh
        table.clock.advance(by: .seconds(660))
        #expect(try await table.verify(evidence).status.isUnknown)
        #expect(try await table.verify(.inquiry, approving: false).status.isUnknown)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
        table.fake.refuseInquiries(nil)
        #expect(try await table.verify(.inquiry, approving: false).status == .paid)
    }

    @Test(arguments: devices)
    func anotherReturnIsNotApprovedBesideIt(device: FakeKGInicis.Device) async throws {
        var table = try await crashed(device).0
        table.clock.advance(by: .seconds(660))
        let other = try await table.comesBack(.pays)
        #expect(try await table.verify(other).status.isUnknown)
        #expect(await table.books.charges == 1)
    }

    @Test(arguments: devices)
    func aNetCancelThatWasUnderWayIsFinished(device: FakeKGInicis.Device) async throws {
        let table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        var lost = table
        table.line.disturb(device == .desktop ? "/api/payAuth" : "/smart/payReq.ini", .timeoutAfterCommit)
        table.line.disturb(device == .desktop ? "/api/netCancel" : "/smart/payNetCancel.ini", .timeoutBeforeCommit)
        #expect(try await lost.verify(evidence).status.isUnknown)
        var afterCrash = table
        #expect(try await afterCrash.verify(evidence).status == .reversed)
    }

    /// Written down and never sent: nothing can have undone it, so that the buyer's word still counts.
    @Test(arguments: devices)
    func anApprovalThatACrashKeptBackIsMadeUpFor(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        let evidence = try await table.comesBack(.pays)
        guard case .returned(let message, let door) = evidence else { return }
        let back = try InicisReturn(message, via: door, of: table.payment, for: table.provider)
        let attempt = InicisAttempt(try #require(back.pass), signed: table.clock.now())
        try await table.provider.marks.keep(attempt, of: table.order.key)
        table.clock.advance(by: .seconds(61))
        #expect(try await table.verify(evidence).status == .paid)
        let approval = device == .desktop ? "/api/payAuth" : "/smart/payReq.ini"
        #expect(table.line.paths.suffix(2) == ["/v2/pg/inquiry", approval])
    }

    @Test func anApprovalThatIsNotShownIsNotClosed() async throws {
        let table = try await crashed(.desktop).0
        let error = await #expect(throws: ProviderError.self) { _ = try await table.cancel(.void, before: 0) }
        #expect(error?.code == .unknown)
    }

    @Test func aRefundOfWhatIsNotShownIsAskedForAgain() async throws {
        let table = try await crashed(.desktop).0
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(FakeKGInicis.amount))
        }
        #expect(error?.code == .temporary)
        table.fake.refuseInquiries(nil)
        #expect(try await table.cancel(.refund(FakeKGInicis.amount)).word == "done")
    }

    /// Where no approval was ever begun, nothing can be paid, whatever an inquiry says.
    @Test(arguments: devices)
    func aFirstApprovalNeedsNoInquiryThatSucceeds(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.fake.refuseInquiries("500003")
        #expect(try await table.settle(.pays).status == .paid)
        #expect(await table.books == FakeBooks(paid: 13_000, charges: 1))
    }

    @Test(arguments: devices)
    func aFirstRefusalIsADeclineWhateverAnInquirySays(device: FakeKGInicis.Device) async throws {
        var table = try await InicisTable(device)
        table.fake.refuseInquiries("500003")
        let declined = PaymentSnapshot.Status.declined(code: "8001", message: "카드사에서 거절하였습니다")
        #expect(try await table.settle(.declines).status == declined)
        #expect(try await table.verify(.inquiry, approving: false).status == declined)
    }
}
