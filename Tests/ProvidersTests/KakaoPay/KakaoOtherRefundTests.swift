import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Answers to a refund that are about something else than was asked for.
struct KakaoOtherRefundTests {
    private static let operation = OperationID(from: SystemRandomSource())
    private static let tid = "T1234567890123456789"
    private static let name = "abcdefghijklmnopqrstuvwxyz234567"

    private static let paid = """
        {"tid":"\(tid)","status":"SUCCESS_PAYMENT","partner_order_id":"\(name)","partner_user_id":"u",
        "amount":{"total":11000,"tax_free":0,"vat":1000}}
        """

    private static func made(
        tid: String = KakaoOtherRefundTests.tid,
        order: String = KakaoOtherRefundTests.name,
        won: Int = 5_000
    ) -> String {
        """
        {"aid":"A1","tid":"\(tid)","partner_order_id":"\(order)","status":"PART_CANCEL_PAYMENT",
        "approved_cancel_amount":{"total":\(won)}}
        """
    }

    /// KakaoPay is asked first, and then refunds.
    private func refund(_ answer: String) async throws -> CancellationOutcome {
        let line = AnsweringLine([(200, Self.paid), (200, answer)])
        let kakao = try KakaoPay(account: FakeKakaoPay.account(), services: line.services())
        let state = KakaoState(tid: Self.tid, userID: "u", expires: BenchClock.start + .seconds(1_800))
        let payment = PaymentReference(
            key: try #require(PaymentKey(Self.name)),
            amount: Money(11_000, .krw),
            amountText: "11000.00",
            opened: BenchClock.start,
            status: .paid,
            references: [Self.tid],
            state: try ModuleState(state)
        )
        let cancellation = Cancellation(
            .refund(Money(5_000, .krw)),
            operation: Self.operation,
            remainingBefore: Money(11_000, .krw),
            remainingAfter: Money(6_000, .krw),
            reason: "고객 요청"
        )
        return try await kakao.cancel(cancellation, of: payment)
    }

    @Test func theRefundThatWasAskedForIsDone() async throws {
        #expect(try await refund(Self.made()).shortWord == "done")
    }

    @Test(arguments: [
        KakaoOtherRefundTests.made(tid: "T9999999999999999999"), KakaoOtherRefundTests.made(order: "another"),
        KakaoOtherRefundTests.made(won: 4_999), KakaoOtherRefundTests.made(won: 5_001),
    ])
    func anotherRefundIsNeverTakenForDone(answer: String) async throws {
        let error = await #expect(throws: ProviderError.self) { try await refund(answer) }
        #expect(error?.code == .conflict)
    }
}
