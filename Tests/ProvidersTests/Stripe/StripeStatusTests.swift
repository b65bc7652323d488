import Foundation
import ProviderConformance
import ProviderKit
import Testing

@testable import Providers

struct StripeStatusTests {
    @Test(
        arguments: [
            ("open", "unpaid", nil, PaymentSnapshot.Status.open),
            ("open", "unpaid", "requires_payment_method", .open),
            ("expired", "unpaid", nil, .expired),
            ("complete", "unpaid", "requires_action", .pending(.deposit)),
            ("complete", "unpaid", "processing", .pending(.deposit)),
            ("complete", "unpaid", "requires_confirmation", .pending(.deposit)),
            ("complete", "unpaid", "requires_capture", .pending(.capture)),
            ("complete", "paid", "succeeded", .paid),
            ("complete", "unpaid", "requires_payment_method", .declined(code: "expired", message: "over")),
            ("complete", "unpaid", "canceled", .expired),
            ("complete", "paid", "levitating", .unknown("levitating")),
            ("complete", "paid", nil, .paid),
            ("complete", "unpaid", nil, .pending(.deposit)),
            ("complete", "no_payment_required", nil, .unknown("no_payment_required")),
            ("complete", "promised", nil, .unknown("promised")),
            ("complete", "promised", "requires_capture", .unknown("promised")),
            ("complete", "promised", "succeeded", .unknown("promised")),
            ("complete", "no_payment_required", "succeeded", .unknown("no_payment_required")),
            ("open", "promised", nil, .unknown("promised")),
            ("paused", "paid", "succeeded", .unknown("paused")),
        ] as [(String, String, String?, PaymentSnapshot.Status)]
    )
    func eachStatusHasItsMeaning(
        session: String,
        payment: String,
        intent: String?,
        expected: PaymentSnapshot.Status
    ) throws {
        let key = PaymentKey(from: SystemRandomSource())
        let inner = intent.map {
            """
            {"id":"pi_1","status":"\($0)","amount":3000,"currency":"jpy","latest_charge":null,
            "last_payment_error":{"type":"card_error","code":"expired","message":"over"}}
            """
        }
        let text = """
            {"id":"cs_1","status":"\(session)","payment_status":"\(payment)","amount_total":3000,"currency":"jpy",
            "client_reference_id":"\(key.text)","payment_intent":\(inner ?? "null")}
            """
        let read = try JSONDecoder().decode(StripeSession.self, from: Data(text.utf8))
        let reference = PaymentReference(
            key: key,
            amount: Money(3000, .jpy),
            amountText: "3000",
            opened: BenchClock.start
        )
        let snapshot = try StripePayment(session: read, intent: read.paymentIntent?.object).snapshot(of: reference)
        #expect(snapshot.status == expected)
        #expect(snapshot.paid == Money(expected == .paid ? 3000 : 0, .jpy))
    }
}
