import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct NicePayCancelTests {
    private let account = RefundAccount(bankCode: "088", number: "110-123-456789", holder: "김하나")

    @Test func allOfItGoesBack() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        #expect(try await visit.refund(12_000, of: 12_000).isDone)
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == Money(12_000, .krw))
    }

    @Test func partsGoBackUnderTheirOperations() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        let (first, second) = (visit.bench.operation(), visit.bench.operation())
        #expect(try await visit.refund(5000, of: 12_000, operation: first).isDone)
        #expect(try await visit.refund(7000, of: 7000, operation: second).isDone)
        let snapshot = try await visit.verify(.inquiry)
        #expect(
            snapshot.cancellations == [
                CancellationRecord(.operation(first), amount: Money(5000, .krw), state: .done),
                CancellationRecord(.operation(second), amount: Money(7000, .krw), state: .done),
            ]
        )
        #expect(snapshot.cancelled == FakeNicePay.amount)
    }

    @Test(arguments: [5000, 12_000] as [Int64], [Disturbance.timeoutAfterCommit, .truncated, .timeoutBeforeCommit])
    func aRepeatedCancellationRefundsOnce(amount: Int64, disturbance: Disturbance) async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        let operation = visit.bench.operation()
        // Before the whole is sent, NICEPAY is asked what is left.
        visit.bench.line.disturb(disturbance, passing: amount == 12_000 ? 1 : 0)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) {
            try await frozen.refund(amount, of: 12_000, operation: operation)
        }
        #expect(error?.code == .unknown)
        #expect(try await visit.refund(amount, of: 12_000, operation: operation).isDone)
        #expect(await visit.books().cancelled == amount)
    }

    @Test(arguments: ["2013", "2015", "2156", "A127"])
    func whatMayBeDoneBeforeIsLookedAt(code: String) async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        visit.fake.refuseNext(code)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) { try await frozen.refund(5000, of: 12_000) }
        #expect(error?.code == .unknown)
    }

    @Test(arguments: ["9999", "2032", "2012"])
    func aCancellationThatWentThroughIsDoneWhateverTheCode(code: String) async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        visit.fake.misleadNext(code)
        #expect(try await visit.refund(5000, of: 12_000).isDone)
    }

    @Test(arguments: ["9999", "2032"])
    func aRefusalThatCannotBeLookedUpIsUnknown(code: String) async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        visit.fake.refuseNext(code)
        visit.bench.line.disturb(.unreachable, passing: 1)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) { try await frozen.refund(5000, of: 12_000) }
        #expect(error?.code == .unknown)
        frozen.bench.line.calm()
        frozen.fake.refuseNext(code)
        guard case .refused(code, _) = try await frozen.refund(5000, of: 12_000) else {
            Issue.record("NICEPAY shows that nothing went back")
            return
        }
    }

    /// Without an amount NICEPAY may give back the rest, and call it done.
    @Test func theWholeIsRefusedWhereThePGsConsoleCancelledAPart() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        visit.fake.cancelInConsole(10_000, of: visit.order.key)
        #expect(try await visit.refund(12_000, of: 12_000).shortWord == "refused 2032")
        #expect(try visit.lastCall().request.method == .get)
        #expect(await visit.books().cancelled == 10_000)
    }

    @Test func aLookBeforeTheWholeThatFailsLeavesThingsAsTheyAre() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        visit.bench.line.disturb(.timeoutBeforeCommit)
        let frozen = visit
        let error = await #expect(throws: ProviderError.self) { try await frozen.refund(12_000, of: 12_000) }
        #expect(error?.code == .temporary)
        #expect(try await visit.refund(12_000, of: 12_000).isDone)
    }

    /// The console was faster than our request, behind the look.
    @Test(arguments: [true, false])
    func anAnswerOverAnotherAmountIsAConflict(hasReason: Bool) async throws {
        let bench = try await NicePayVisit()
        let operation = bench.bench.operation()
        let reason = hasReason ? "고객 요청 \(operation.text)" : "canceled"
        let cancel = #"{"tid":"c2","amount":2000,"reason":"\#(reason)"}"#
        let common = #""resultCode":"0000","tid":"t1","orderId":"\#(bench.order.key.text)","amount":12000"#
        let line = AnsweringLine([
            (200, "{\(common),\"status\":\"paid\",\"balanceAmt\":12000}"),
            (200, "{\(common),\"status\":\"cancelled\",\"cancelledTid\":\"c2\",\"cancels\":[\(cancel)]}"),
        ])
        let nicepay = try NicePay(account: FakeNicePay.account(), services: line.services())
        var payment = bench.payment
        payment.references = ["t1"]
        payment.state = try ModuleState(NicePayState(isVirtualAccount: false))
        let won = Money(12_000, .krw)
        let whole = Cancellation(
            .refund(won),
            operation: operation,
            remainingBefore: won,
            remainingAfter: .zero(.krw),
            reason: "고객 요청"
        )
        let known = payment
        let error = await #expect(throws: ProviderError.self) { try await nicepay.cancel(whole, of: known) }
        #expect(error?.code == .conflict)
        #expect(line.requests.map(\.method) == [.get, .post])
    }

    @Test func moreThanRemainsIsRefused() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.pays)
        #expect(try await visit.refund(5000, of: 12_000).isDone)
        guard case .refused("2032", _) = try await visit.refund(8000, of: 8000) else {
            Issue.record("only 7000 remain")
            return
        }
        #expect(await visit.books().cancelled == 5000)
    }

    @Test func aDepositGoesBackOnlyToAnAccount() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.choosesDeposit)
        try await visit.fake.deposit(of: visit.order.key)
        try await visit.verify(.inquiry)
        guard case .refused("REFUND_ACCOUNT", _) = try await visit.refund(12_000, of: 12_000) else {
            Issue.record("nowhere to pay to")
            return
        }
        #expect(try await visit.refund(12_000, of: 12_000, account: account).isDone)
        let body = try #require(visit.bench.line.calls.last).text
        #expect(body.contains(#""refundAccount":"110123456789","refundBankCode":"088","refundHolder":"김하나""#))
    }

    @Test func anUnpaidVirtualAccountIsClosed() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.choosesDeposit)
        #expect(try await visit.void().isDone)
        #expect(try await visit.verify(.inquiry).status == .expired)
    }

    @Test func aVoidThatComesTooLateSaysSo() async throws {
        var visit = try await NicePayVisit()
        try await visit.settle(.choosesDeposit)
        try await visit.fake.deposit(of: visit.order.key)
        guard case .alreadyPaid(let snapshot) = try await visit.void() else {
            Issue.record("it was paid")
            return
        }
        #expect(snapshot.paid == FakeNicePay.amount)
        #expect(await visit.books().cancelled == 0)
    }

    @Test func whatWasNeverApprovedNeedsNoVoid() async throws {
        let visit = try await NicePayVisit()
        #expect(try await visit.void().isDone)
        #expect(visit.bench.line.calls.allSatisfy { $0.request.method == .get })
    }
}
