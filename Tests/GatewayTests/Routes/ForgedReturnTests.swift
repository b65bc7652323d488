import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Whoever has a key can come back with anything, as often as he likes.
@Suite(.timeLimit(.minutes(1)))
struct ForgedReturnTests {
    @Test func aLargeBodyIsNoEvidenceAndThePGIsLookedAt() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let key = try #require(try await visitor.cafe24().openCheckout(.scripted()).paymentKey)
            let script = try await fixture.script()
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let body = String(repeating: "x", count: 17_000)
            let answer = try await visitor.post("\(ReturnTests.callback)?key=\(key)", form: body)
            #expect(ReturnRedirect.parse(answer.location ?? "").resultCode == "0000")
            #expect(script.approvals == [nil])
            #expect(try await fixture.core.store.evidence(of: try #require(PaymentKey(key))).isEmpty)
        }
    }

    /// Three inquiries a minute is what the scripted PG bears. Only a return that may be a consent is heard beside them.
    @Test(arguments: [(door: "cancel", asked: 3), (door: "failure", asked: 3), (door: "success", asked: 8 + 3)])
    func rejectedReturnsAskNoMoreThanThePGBearsAndAreNoSignOfLife(door: String, asked: Int) async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let key = try #require(try await visitor.cafe24().openCheckout(.scripted()).paymentKey)
            let script = try await fixture.script()
            let sign = try await fixture.payment(key).lastSign
            (fixture.core.clock as? ManualClock)?.advance(by: .seconds(5))
            for number in 1...8 {
                script.onVerify { _ throws(ProviderError) in throw ProviderError(.rejectedMessage, "forged") }
                let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)&door=\(door)&n=\(number)")
                #expect(back.resultCode == "9999")
            }
            #expect(script.approvals.count == asked)
            #expect(try await fixture.payment(key).lastSign == sign)
        }
    }

    @Test func soManyReturnsOfAPaymentAreHeardInAMinute() async throws {
        let clock = ManualClock(.waits)
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let key = try #require(try await visitor.cafe24().openCheckout(.scripted()).paymentKey)
            let script = try await fixture.script()
            for _ in 1...20 {
                script.onVerify { payment throws(ProviderError) in
                    PaymentSnapshot(.buyerActs(resume: "https://pg.example/"), paid: .zero(payment.amount.currency))
                }
            }
            for number in 1...25 {
                _ = try await visitor.get("\(ReturnTests.callback)?key=\(key)&n=\(number)")
            }
            #expect(script.approvals.count == 20)
            clock.advance(by: .seconds(60))
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)")
            #expect(back.resultCode == "0000")
        }
    }
}
