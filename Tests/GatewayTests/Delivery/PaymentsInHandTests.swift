import ProviderKit
import Testing

@testable import Gateway

struct PaymentsInHandTests {
    @Test func aPaymentIsInHandOnceUntilItIsReleased() {
        let hand = PaymentsInHand()
        let payment = payment(at: "one")
        #expect(hand.take(payment))
        #expect(!hand.take(payment))
        hand.release(payment)
        #expect(hand.take(payment))
    }

    @Test func anInstanceWithFullHandsLeavesRoomForOthers() {
        let hand = PaymentsInHand()
        let many = (0..<PaymentsInHand.most).map { _ in payment(at: "one") }
        for payment in many { #expect(hand.take(payment)) }
        #expect(!hand.take(payment(at: "one")))
        #expect(hand.take(payment(at: "two")))
        hand.release(many[0])
        #expect(hand.take(payment(at: "one")))
    }

    private func payment(at instance: String) -> Payment {
        let request = AttemptRequest(
            order: OrderID(mall: "demomall", shop: 1, number: "1"),
            flow: .synchronous,
            partnerID: "demomall:1:\(instance)",
            instance: instance,
            account: "account",
            amount: Money(1000, .krw),
            amountText: "1000",
            returnURL: "https://demomall.cafe24shop.com/"
        )
        let now = ManualClock().now()
        return Payment(opening: request, key: PaymentKey(from: SystemRandomSource()), expires: now, at: now)
    }
}
