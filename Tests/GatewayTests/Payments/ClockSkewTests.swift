import Cafe24Sandbox
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// The gateway's clock is set back, or on, by minutes in the midst of a purchase.
@Suite(.timeLimit(.minutes(1)))
struct ClockSkewTests {
    @Test(arguments: [-300, 300], ["return", "inquiry"])
    func aPurchaseAndItsCancellationGoOn(skew: Int, way: String) async throws {
        let clock = ManualClock()
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let checkout = SandboxClient.Checkout.scripted()
            let opened = try await visitor.cafe24().openCheckout(checkout)
            clock.advance(by: .seconds(skew))
            #expect(try await visitor.cafe24().openCheckout(checkout).paymentURL == opened.paymentURL)
            let script = try await fixture.script()
            for _ in 0..<2 { script.onVerify { payment throws(ProviderError) in payment.paid() } }
            if way == "inquiry" { #expect(try await !look(opened.paymentKey, fixture)) }
            let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(try #require(opened.paymentKey))")
            #expect(back.resultCode == "0000")
            #expect(try await visitor.cafe24().status(key: try #require(opened.paymentKey)).isPaid)

            clock.advance(by: .seconds(skew))
            var cancellation = SandboxClient.Cancellation(
                flow: .synchronous,
                amount: checkout.amount,
                cancelAmount: "5000",
                currency: checkout.currency,
                orderID: checkout.orderID,
                partnerID: checkout.partnerID,
                tid: try #require(try await fixture.payment(opened.paymentKey).transactionID)
            )
            #expect(try await visitor.cafe24().cancel(cancellation).isAccepted)
            clock.advance(by: .seconds(skew))
            cancellation.cancelAmount = "7000"
            #expect(try await visitor.cafe24().cancel(cancellation).isAccepted)
            #expect(try await fixture.payment(opened.paymentKey).state == .cancelled)
            #expect(script.cancellations.count == 2)
        }
    }

    @Test(arguments: [-300, 300])
    func anAccountsInquiriesAreNotHeldUp(skew: Int) {
        let budget = InquiryBudget()
        let payment = Payment.sample()
        #expect(budget.take(payment.accountID, limit: 1, at: .start))
        #expect(!budget.take(payment.accountID, limit: 1, at: .after(59)))
        #expect(budget.take(payment.accountID, limit: 1, at: .after(skew)))
        #expect(!budget.take(payment.accountID, limit: 1, at: .after(skew + 59)))
    }

    @Test(arguments: [-300, 300])
    func whoAskedTooOftenIsNotHeldOffForLonger(skew: Int) {
        let clock = ManualClock()
        let limiter = RateLimiter(limit: 1, each: .seconds(60), clock: clock)
        #expect(limiter.admits("10.0.0.1") && !limiter.admits("10.0.0.1"))
        clock.advance(by: .seconds(skew))
        #expect(limiter.isFree("10.0.0.1"))
        #expect(limiter.admits("10.0.0.1") && !limiter.admits("10.0.0.1"))
    }

    private func look(_ key: String?, _ fixture: GatewayFixture) async throws -> Bool {
        let payment = try await fixture.payment(key)
        return try await fixture.core.settlement.lookAgain(at: payment, by: "gateway").isBusy
    }
}
