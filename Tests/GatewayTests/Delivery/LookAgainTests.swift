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
            let key = try await leaveApprovalInDoubt(visitor, fixture)
            let unknown = try await fixture.payment(key.text)
            #expect(unknown.state == .unknown)
            script.onVerify { _ throws(ProviderError) in throw ProviderError(code, "not again") }
            script.onVerify { payment throws(ProviderError) in payment.paid() }
            let settlement = try await fixture.core.settlement.lookAgain(at: unknown, by: "test")
            let isAsked = code == .rejectedMessage
            #expect(script.approvals == (isAsked ? [unknown.approval, nil] : [unknown.approval]))
            #expect(settlement.payment.state == (isAsked ? .paid : .unknown))
        }
    }

    /// Anybody who has the key can type the address; a PG may report something else meanwhile.
    @Test(arguments: ["return", "webhook"])
    func whatComesInBetweenDoesNotEndTheRepeats(kind: String) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let script = try await fixture.script()
            let key = try await leaveApprovalInDoubt(visitor, fixture)
            let bare = InboundMessage(method: "GET", path: "/", query: "key=\(key.text)")
            if kind == "return" {
                script.onVerify { _ throws(ProviderError) in throw ProviderError(.rejectedMessage, "no token") }
                script.onVerify { payment throws(ProviderError) in payment.paid() }
                _ = try await fixture.core.settlement.settleReturn(key, bare, via: .success)
            } else {
                let settlement = fixture.core.settlement
                let now = fixture.core.clock.now()
                _ = try await settlement.settle(key, .notified(bare), approving: true, by: "pg", until: now)
                script.onVerify { payment throws(ProviderError) in payment.paid() }
                let unknown = try await fixture.payment(key.text)
                #expect(unknown.state == .unknown, "open, the PG says; but the approval can be given again")
                _ = try await settlement.lookAgain(at: unknown, by: "test")
            }
            let payment = try await fixture.payment(key.text)
            #expect(payment.state == .paid)
            #expect(script.approvals.allSatisfy { $0 == payment.approval })
            let first = try await fixture.core.store.evidence(of: key).first
            #expect(first?.name == Evidence.returned().name)
        }
    }

    /// A payment whose approval was sent and got no answer.
    private func leaveApprovalInDoubt(_ visitor: Visitor, _ fixture: GatewayFixture) async throws -> PaymentKey {
        let opened = try await visitor.cafe24().openCheckout(.scripted())
        let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
        try await fixture.core.store.change(key) { [now = fixture.core.clock.now()] record in
            let claim = try record.approve(at: now)
            _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: now)
        }
        return key
    }
}
