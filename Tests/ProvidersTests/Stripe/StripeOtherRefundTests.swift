import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Answers to a refund that are over something else than was asked for.
struct StripeOtherRefundTests {
    private static let operation = OperationID(from: SystemRandomSource())

    private func words(_ amount: Int = 1_000, _ currency: String = "jpy") -> String {
        """
        {"id":"re_1","object":"refund","status":"succeeded","amount":\(amount),"currency":"\(currency)",
        "payment_intent":"pi_1","metadata":{"operation":"\(Self.operation.text)"}}
        """
    }

    private func refund(_ answers: [(Int, String)]) async throws -> CancellationOutcome {
        let line = AnsweringLine(answers.map { (status: $0.0, body: $0.1) })
        let stripe = try Stripe(account: FakeStripe.account(), services: line.services())
        let payment = PaymentReference(
            key: try #require(PaymentKey("abcdefghijklmnopqrstuvwxyz234567")),
            amount: Money(3_000, .jpy),
            amountText: "3000",
            opened: BenchClock.start,
            status: .paid,
            references: ["cs_test_1", "pi_1"]
        )
        let cancellation = Cancellation(
            .refund(Money(1_000, .jpy)),
            operation: Self.operation,
            remainingBefore: Money(3_000, .jpy),
            remainingAfter: Money(2_000, .jpy),
            reason: "changed mind"
        )
        return try await stripe.cancel(cancellation, of: payment)
    }

    private static let refusal = #"{"error":{"type":"invalid_request_error","code":"charge_already_refunded"}}"#
    private static let breakdown = #"{"error":{"type":"api_error"}}"#

    /// Told by the refund's own answer, and by the list that is read where that answer says too little.
    private func ways(_ refund: String) -> [[(Int, String)]] {
        let list = #"{"object":"list","has_more":false,"data":[\#(refund)]}"#
        return [[(200, refund)], [(400, Self.refusal), (200, list)], [(500, Self.breakdown), (200, list)]]
    }

    @Test func theRefundThatWasAskedForIsDone() async throws {
        for answers in ways(words()) { #expect(try await refund(answers).shortWord == "done") }
    }

    @Test(arguments: [(999, "jpy"), (1_001, "jpy"), (1_000, "usd")])
    func anotherRefundIsNeverTakenForDone(amount: Int, currency: String) async throws {
        for answers in ways(words(amount, currency)) {
            let error = await #expect(throws: ProviderError.self) { try await refund(answers) }
            #expect(error?.code == .conflict)
        }
    }
}
