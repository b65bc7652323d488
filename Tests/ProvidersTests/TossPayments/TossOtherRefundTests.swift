import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Answers to a refund that are about something else than was asked for.
struct TossOtherRefundTests {
    private static let operation = OperationID(from: SystemRandomSource())
    private let key: PaymentKey

    init() throws {
        key = try #require(PaymentKey("abcdefghijklmnopqrstuvwxyz234567"))
    }

    private func words(
        payment: String = "tgen_1",
        order: String? = nil,
        currency: String = "KRW",
        refund: Int = 5_000
    ) -> String {
        """
        {"paymentKey":"\(payment)","orderId":"\(order ?? key.text)","currency":"\(currency)","totalAmount":15000,
        "status":"PARTIAL_CANCELED","balanceAmount":10000,"approvedAt":"2026-11-22T18:00:00+09:00",
        "cancels":[{"transactionKey":"txrd_1","cancelAmount":\(refund),"cancelStatus":"DONE",
        "cancelReason":"고객 요청 (\(Self.operation.text))"}]}
        """
    }

    private func refund(_ answers: [(Int, String)]) async throws -> CancellationOutcome {
        let line = AnsweringLine(answers.map { (status: $0.0, body: $0.1) })
        let toss = try TossPayments(account: FakeTossPayments.account(), services: line.services())
        let payment = PaymentReference(
            key: key,
            amount: Money(15_000, .krw),
            amountText: "15000.00",
            opened: BenchClock.start,
            status: .paid,
            references: ["tgen_1"],
            state: try ModuleState(TossState(paymentKey: "tgen_1", isVirtualAccount: false))
        )
        let cancellation = Cancellation(
            .refund(Money(5_000, .krw)),
            operation: Self.operation,
            remainingBefore: Money(15_000, .krw),
            remainingAfter: Money(10_000, .krw),
            reason: "고객 요청"
        )
        return try await toss.cancel(cancellation, of: payment)
    }

    @Test func theRefundThatWasAskedForIsDone() async throws {
        #expect(try await refund([(200, words())]).shortWord == "done")
    }

    @Test(arguments: ["another order", "another payment", "another currency", "less", "more"])
    func anotherRefundIsNeverTakenForDone(_ lie: String) async throws {
        let answer =
            switch lie {
            case "another order": words(order: "another-1")
            case "another payment": words(payment: "tgen_9")
            case "another currency": words(currency: "USD")
            case "less": words(refund: 4_999)
            default: words(refund: 5_001)
            }
        // As the refund's own answer, and as that to the question after a breakdown.
        let breakdown = (500, #"{"code":"FAILED_REFUND_PROCESS","message":"no"}"#)
        for answers in [[(200, answer)], [breakdown, (200, answer)]] {
            let error = await #expect(throws: ProviderError.self) { try await refund(answers) }
            #expect(error?.code == .conflict)
        }
    }
}
