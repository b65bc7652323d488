import HTTPTypes
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// Confirmations that Toss answers with something else than what was confirmed.
struct TossMismatchTests {
    private let key: PaymentKey

    init() throws {
        key = try #require(PaymentKey("abcdefghijklmnopqrstuvwxyz234567"))
    }

    private func words(
        _ status: String,
        payment: String = "tgen_1",
        order: String? = nil
    ) -> (status: Int, body: String) {
        let order = order ?? key.text
        let body = """
            {"paymentKey":"\(payment)","orderId":"\(order)","currency":"KRW","totalAmount":15000,"status":"\(status)",
            "approvedAt":"2026-11-22T18:00:00+09:00"}
            """
        return (200, body)
    }

    private var payment: PaymentReference {
        PaymentReference(key: key, amount: Money(15_000, .krw), amountText: "15000.00", opened: BenchClock.start)
    }

    private var back: Evidence {
        let query = "paymentKey=tgen_1&orderId=\(key.text)&amount=15000"
        return .returned(InboundMessage(method: "GET", path: "/callback", query: query), via: .success)
    }

    private func confirm(_ line: AnsweringLine, _ payment: PaymentReference) async throws -> PaymentSnapshot {
        let toss = try TossPayments(account: FakeTossPayments.account(), services: line.services())
        return try await toss.verify(back, of: payment, approval: OperationID(from: SystemRandomSource()))
    }

    @Test func anotherOrdersNameGoesBackWhereThePaymentIsOurs() async throws {
        let line = AnsweringLine([
            words("IN_PROGRESS"), words("DONE", order: "another-1"), words("CANCELED", order: "another-1"),
        ])
        let snapshot = try await confirm(line, payment)
        #expect(snapshot.status == .reversed)
        #expect(snapshot.paid.isZero)
        #expect(line.requests.last?.path == "/v1/payments/tgen_1/cancel")
    }

    @Test(arguments: ["DONE", "PARTIAL_CANCELED"])
    func whatDidNotGoBackIsAConflict(status: String) async throws {
        let line = AnsweringLine([
            words("IN_PROGRESS"), words("DONE", order: "another-1"), words(status, order: "another-1"),
        ])
        let error = await #expect(throws: ProviderError.self) { try await confirm(line, payment) }
        #expect(error?.code == .conflict)
    }

    /// It may be what another order was paid with.
    @Test func anotherOrdersNameIsLeftAloneWhereThePaymentMayNotBeOurs() async throws {
        let absent = (status: 404, body: #"{"code":"NOT_FOUND_PAYMENT","message":"no"}"#)
        for before in [absent, words("READY", payment: "tgen_2")] {
            let line = AnsweringLine([before, words("DONE", order: "another-1")])
            let error = await #expect(throws: ProviderError.self) { try await confirm(line, payment) }
            #expect(error?.code == .conflict)
            #expect(line.requests.count == 2)
        }
    }

    @Test func anotherPaymentIsNeverReportedAsPaid() async throws {
        let strange = words("DONE", payment: "tgen_9")
        let line = AnsweringLine([words("IN_PROGRESS"), strange])
        let snapshot = try await confirm(line, payment)
        guard case .unknown = snapshot.status else {
            Issue.record("\(snapshot.status)")
            return
        }
        let known = payment.remembering(snapshot)
        // Neither by a later look.
        let error = await #expect(throws: ProviderError.self) { try await confirm(line, known) }
        #expect(error?.code == .conflict)
        #expect(try await confirm(AnsweringLine([words("DONE")]), known).transactionID == "tgen_1")
    }

    @Test func whatIsPaidStaysTheSamePayment() async throws {
        let paid = payment.remembering(try await confirm(AnsweringLine([words("DONE")]), payment))
        let error = await #expect(throws: ProviderError.self) {
            try await confirm(AnsweringLine([words("DONE", payment: "tgen_9")]), paid)
        }
        #expect(error?.code == .conflict)
    }
}
