import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// An approval without an answer is begun again with its evidence, as long as the module will hear that.
@Suite(.timeLimit(.minutes(1)))
struct LookAgainTests {
    @Test(arguments: [ProviderError.Code.rejectedMessage, .temporary])
    func whatTheModuleWillNotHearAgainIsFollowedByALookWithoutIt(code: ProviderError.Code) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
            try await fixture.core.store.change(key) { [now = fixture.core.clock.now()] record in
                let claim = try record.approve(at: now)
                _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: now)
            }
            let unknown = try await fixture.payment(opened.paymentKey)
            #expect(unknown.state == .unknown)
            script.onVerify { _ throws(ProviderError) in throw ProviderError(code, "not again") }
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let settlement = try await fixture.core.settlement.lookAgain(at: unknown, by: "test")
            let isAsked = code == .rejectedMessage
            #expect(script.approvals == (isAsked ? [unknown.approval, nil] : [unknown.approval]))
            #expect(settlement.payment.state == (isAsked ? .paid : .unknown))
        }
    }
}
