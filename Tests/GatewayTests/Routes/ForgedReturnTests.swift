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

    /// Three inquiries a minute is what the scripted PG bears.
    @Test func rejectedReturnsAskNoMoreThanThePGBearsAndAreNoSignOfLife() async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let key = try #require(try await visitor.cafe24().openCheckout(.scripted()).paymentKey)
            let script = try await fixture.script()
            let sign = try await fixture.payment(key).lastSign
            (fixture.core.clock as? ManualClock)?.advance(by: .seconds(5))
            for number in 1...8 {
                script.onVerify { _ throws(ProviderError) in throw ProviderError(.rejectedMessage, "forged") }
                let back = try await visitor.comeBack("\(ReturnTests.callback)?key=\(key)&door=cancel&n=\(number)")
                #expect(back.resultCode == "9999")
            }
            #expect(script.approvals.count == 8 + 3)
            #expect(try await fixture.payment(key).lastSign == sign)
        }
    }
}
