import Foundation
import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct TossCancelTests {
    private static let account = RefundAccount(bankCode: "20", number: "110123456789", holder: "김하나")

    @Test func partsAndTheRestAreGivenBack() async throws {
        var visit = try await TossVisit.after(.pays)
        let operations = [visit.bench.operation(), visit.bench.operation()]
        #expect(try await visit.refund(5_000, of: 15_000, operation: operations[0]).shortWord == "done")
        #expect(try await visit.refund(10_001, of: 10_000).shortWord == "refused NOT_CANCELABLE_AMOUNT")
        #expect(try await visit.refund(10_000, of: 10_000, operation: operations[1]).shortWord == "done")
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.status == .paid)
        #expect(snapshot.cancelled == Money(15_000, .krw))
        #expect(snapshot.cancellations.map(\.origin) == operations.map { .operation($0) })
        #expect(await visit.books().refunds == 2)
    }

    @Test func theCancelIsWhatTheDocumentsSay() async throws {
        let visit = try await TossVisit.after(.pays)
        let operation = visit.bench.operation()
        #expect(try await visit.refund(5_000, of: 15_000, operation: operation).shortWord == "done")
        let call = try visit.lastCall()
        let payment = try #require(visit.payment.references.first)
        #expect(call.request.method == .post)
        #expect(call.request.path == "/v1/payments/\(payment)/cancel")
        #expect(call.request.headerFields.count == 3)
        #expect(call.request.headerFields[try #require(HTTPField.Name("Idempotency-Key"))] == operation.text)
        #expect(try fields(call.body) == ["cancelReason": "고객 요청 (\(operation.text))", "cancelAmount": 5_000])
    }

    @Test func aDepositGoesBackOnlyToANamedAccount() async throws {
        var visit = try await TossVisit.after(.choosesDeposit)
        try await visit.fake.deposit(of: visit.order.key)
        #expect(try await visit.verify(.inquiry).status == .paid)
        let calls = visit.bench.line.calls.count
        #expect(try await visit.refund(15_000, of: 15_000).shortWord == "refused REFUND_ACCOUNT_REQUIRED")
        #expect(visit.bench.line.calls.count == calls)
        let operation = visit.bench.operation()
        let outcome = try await visit.refund(15_000, of: 15_000, operation: operation, account: Self.account)
        #expect(outcome.isDone)
        let body: NSDictionary = [
            "cancelReason": "고객 요청 (\(operation.text))", "cancelAmount": 15_000,
            "refundReceiveAccount": ["bank": "20", "accountNumber": "110123456789", "holderName": "김하나"],
        ]
        #expect(try fields(try visit.lastCall().body) == body)
        #expect(try await visit.verify(.inquiry).cancelled == Money(15_000, .krw))
    }

    @Test func dollarsSayTheirCurrency() async throws {
        let visit = try await TossVisit.after(.pays, Money(1_999, .usd))
        let operation = visit.bench.operation()
        #expect(try await visit.refund(1_050, of: 1_999, operation: operation).shortWord == "done")
        let body: NSDictionary = [
            "cancelReason": "고객 요청 (\(operation.text))", "cancelAmount": 10.5, "currency": "USD",
        ]
        #expect(try fields(try visit.lastCall().body) == body)
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .serverErrors, .truncated])
    func aLostAnswerNeverGivesBackTwice(disturbance: Disturbance) async throws {
        let visit = try await TossVisit.after(.pays)
        let operation = visit.bench.operation()
        visit.bench.line.disturb(disturbance)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.refund(5_000, of: 15_000, operation: operation)
        }
        #expect(error?.code == .unknown)
        visit.bench.line.calm()
        #expect(try await visit.refund(5_000, of: 15_000, operation: operation).shortWord == "done")
        #expect(await visit.books() == FakeBooks(paid: 15_000, cancelled: 5_000, charges: 1, refunds: 1))
    }

    @Test func aBreakdownThatGaveNothingBackIsTriedUnderAnotherKey() async throws {
        let visit = try await TossVisit.after(.pays)
        let operation = visit.bench.operation()
        visit.fake.fail("/cancel", with: "PROVIDER_ERROR")
        let error = await #expect(throws: ProviderError.self) {
            try await visit.refund(5_000, of: 15_000, operation: operation)
        }
        #expect(error?.code == .unknown)
        #expect(try await visit.refund(5_000, of: 15_000, operation: operation).shortWord == "done")
        #expect(await visit.books().refunds == 1)
    }

    /// Under another key Toss would give back a second time.
    @Test func aBreakdownThatShowsItsRefundLateIsNotTriedUnderAnotherKey() async throws {
        let visit = try await TossVisit.after(.pays)
        let operation = visit.bench.operation()
        visit.fake.fail("/cancel", with: "PROVIDER_ERROR")
        await #expect(throws: ProviderError.self) {
            try await visit.refund(5_000, of: 15_000, operation: operation)
        }
        visit.fake.cancelInConsole(5_000, of: visit.order.key, reason: "고객 요청 (\(operation.text))")
        #expect(try await visit.refund(5_000, of: 15_000, operation: operation).shortWord == "done")
        #expect(await visit.books() == FakeBooks(paid: 15_000, cancelled: 5_000, charges: 1, refunds: 1))
        #expect(try visit.lastCall().request.method == .get)
    }

    @Test(arguments: [
        ("NOT_CANCELABLE_PAYMENT", 403, "refused NOT_CANCELABLE_PAYMENT"),
        ("NOT_ALLOWED_PARTIAL_REFUND", 403, "refused NOT_ALLOWED_PARTIAL_REFUND"),
        ("EXCEED_MAX_REFUND_DUE", 403, "refused EXCEED_MAX_REFUND_DUE"),
        ("INVALID_REFUND_ACCOUNT_NUMBER", 400, "refused INVALID_REFUND_ACCOUNT_NUMBER"),
        ("ALREADY_CANCELED_PAYMENT", 400, "refused ALREADY_CANCELED_PAYMENT"),
        ("NOT_MATCHES_REFUNDABLE_AMOUNT", 400, "refused NOT_MATCHES_REFUNDABLE_AMOUNT"),
        ("A_NEW_REFUSAL", 400, "refused A_NEW_REFUSAL"), ("UNAUTHORIZED_KEY", 401, "configuration"),
        ("FAILED_REFUND_PROCESS", 500, "unknown"), ("FAILED_METHOD_HANDLING_CANCEL", 400, "unknown"),
        ("IDEMPOTENT_REQUEST_PROCESSING", 409, "unknown"), ("FORBIDDEN_CONSECUTIVE_REQUEST", 403, "unknown"),
        ("TOO_MANY_REQUESTS", 429, "temporary"),
    ])
    func eachRefusalHasItsMeaning(code: String, status: Int, word: String) async throws {
        let visit = try await TossVisit.after(.pays)
        visit.fake.fail("/cancel", with: code, status: status)
        do {
            #expect(try await visit.refund(5_000, of: 15_000).shortWord == word)
        } catch let error as ProviderError {
            #expect(error.code.rawValue == word)
        }
        #expect(await visit.books().refunds == 0)
    }

    @Test func aRefundThatEndsLaterIsPending() async throws {
        var visit = try await TossVisit.after(.pays)
        _ = await visit.fake.tell(.laterRefunds)
        let operation = visit.bench.operation()
        #expect(try await visit.refund(5_000, of: 15_000, operation: operation).shortWord == "pending")
        let record = CancellationRecord(.operation(operation), amount: Money(5_000, .krw), state: .pending)
        #expect(try await visit.verify(.inquiry).cancellations == [record])
        visit.bench.clock.advance(by: .seconds(61))
        let snapshot = try await visit.verify(.inquiry)
        #expect(snapshot.cancellations.map(\.state) == [.done])
        #expect(snapshot.cancelled == Money(5_000, .krw))
    }

    @Test func aRefundOfTheConsoleHasTossOwnName() async throws {
        var visit = try await TossVisit.after(.pays)
        visit.fake.cancelInConsole(3_000, of: visit.order.key)
        let snapshot = try await visit.verify(.inquiry)
        let record = try #require(snapshot.cancellations.first)
        guard case .provider(let name) = record.origin else {
            Issue.record("taken for ours")
            return
        }
        #expect(name.hasPrefix("txrd_"))
        #expect(record.amount == Money(3_000, .krw))
        #expect(snapshot.references.contains(name))
    }

    @Test func aRefundWithoutRememberedStateLooksFirst() async throws {
        var visit = try await TossVisit.after(.pays)
        visit.payment.state = nil
        #expect(try await visit.refund(5_000, of: 15_000).shortWord == "done")
        let stranger = try await TossVisit()
        #expect(try await stranger.refund(5_000, of: 15_000).shortWord == "refused NOT_FOUND_PAYMENT")
    }

    @Test func aWaitingAccountIsClosed() async throws {
        var visit = try await TossVisit.after(.choosesDeposit)
        let operation = visit.bench.operation()
        #expect(try await visit.void(operation: operation).shortWord == "done")
        #expect(try fields(try visit.lastCall().body) == ["cancelReason": "고객 요청 (\(operation.text))"])
        #expect(try await visit.void(operation: operation).shortWord == "done")
        #expect(try await visit.verify(.inquiry).status == .expired)
        await #expect(throws: (any Error).self) { try await visit.fake.deposit(of: visit.order.key) }
    }

    @Test func aVoidThatCameTooLateTellsWhatWasPaid() async throws {
        let visit = try await TossVisit.after(.choosesDeposit)
        try await visit.fake.deposit(of: visit.order.key)
        #expect(try await visit.void().shortWord == "alreadyPaid")
        #expect(await visit.books().refunds == 0)
    }

    @Test(arguments: BuyerDeed.allCases)
    func whatNobodyConfirmedIsClosedWithoutToss(deed: BuyerDeed) async throws {
        let visit = try await TossVisit()
        _ = try await visit.fake.buyer(deed, at: visit.session, of: visit.order)
        #expect(try await visit.void().shortWord == "done")
        #expect(visit.bench.line.calls.allSatisfy { $0.request.method == .get })
    }

    @Test func theReasonIsCutBeforeTheOperation() throws {
        let operation = OperationID(from: SystemRandomSource())
        let cancellation = Cancellation(
            .void,
            operation: operation,
            remainingBefore: .zero(.krw),
            remainingAfter: .zero(.krw),
            reason: String(repeating: "긴", count: 300)
        )
        let text = TossReason.text(cancellation)
        #expect(text.count == 200)
        #expect(TossReason.operation(in: text) == operation)
        for other in ["고객 요청", "(abc)", "", "x (\(operation.text)) y"] {
            #expect(TossReason.operation(in: other) == nil)
        }
    }
}
