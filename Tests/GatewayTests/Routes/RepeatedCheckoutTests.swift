import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// Ledger, rule 8: same request, same answer; one capture per order.
@Suite(.timeLimit(.minutes(1)))
struct RepeatedCheckoutTests {
    @Test func theSameRequestGetsTheSameAddress() async throws {
        try await GatewayFixture().serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.sample())
            let second = try await visitor.cafe24().openCheckout(.sample(), as: .form)
            #expect(first.paymentURL == second.paymentURL)
            #expect(try await visitor.ledger().map(\.calls.checkout) == [1])
        }
    }

    /// On the machine's clock: those who come late wait for a signal, and no time is measured.
    @Test func sixteenEqualRequestsAtOnceOpenOneSession() async throws {
        try await GatewayFixture(clock: SystemClock()).serving { visitor in
            let urls = try await withThrowingTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { try await visitor.cafe24().openCheckout(.sample()).paymentURL }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(urls.count == 1)
            #expect(try await visitor.ledger().map(\.calls.checkout) == [1])
        }
    }

    @Test func aRepeatWaitsNoLongerThanCafe24IsBelievedTo() async throws {
        let fixture = try GatewayFixture { $0.cafe24 = #""patience": 5"# }
        try await fixture.serving { visitor in
            let gate = Gate()
            try await fixture.script().onCheckout { order throws(ProviderError) in
                await gate.pass()
                return CheckoutSession(.redirect("https://pg.example/\(order.key.text)"))
            }
            async let first = visitor.cafe24().openCheckout(.scripted())
            await gate.arrival()
            let began = fixture.core.clock.now()
            expectRefused(try await visitor.cafe24().openCheckout(.scripted()))
            #expect(fixture.core.clock.now() < began + .seconds(6), "on the test's own clock, which only waiting moves")
            gate.open()
            #expect(try await first.resultCode == "0000")
        }
    }

    @Test(arguments: [
        (ProviderError.Code.invalidRequest, "the payment company refused: no such shop"),
        (.configuration, "the payment company does not accept the shop's account"),
        (.temporary, "the payment company does not answer; please try again"),
    ])
    func whoeverSharesAFailureHearsTheSameReason(code: ProviderError.Code, words: String) async throws {
        let clock = ManualClock(.waits)
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let gate = Gate()
            try await fixture.script().onCheckout { _ throws(ProviderError) in
                await gate.pass()
                throw ProviderError(code, "no such shop")
            }
            async let first = visitor.cafe24().openCheckout(.scripted())
            await gate.arrival()
            async let atOnce = visitor.cafe24().openCheckout(.scripted())
            await clock.hasSleepers()
            gate.open()
            for answer in [try await first, try await atOnce] {
                expectRefused(answer)
                #expect(answer.resultMessage == words)
            }
        }
    }

    /// Cafe24 may have been told by then that the PG does not answer, and asks again: that is no concurrent request.
    @Test func whoAsksWhenThePGHasLongBeenSilentDoesNotShareItsFailure() async throws {
        let clock = ManualClock(.waits)
        let fixture = try GatewayFixture(clock: clock)
        try await fixture.serving { visitor in
            let gate = Gate()
            let script = try await fixture.script()
            script.onCheckout { _ throws(ProviderError) in
                await gate.pass()
                throw ProviderError(.unknown, "no answer")
            }
            async let first = visitor.cafe24().openCheckout(.scripted())
            await gate.arrival()
            async let atOnce = visitor.cafe24().openCheckout(.scripted())
            await clock.hasSleepers()
            clock.advance(by: .seconds(6))
            async let later = visitor.cafe24().openCheckout(.scripted())
            await clock.hasSleepers(2)
            gate.open()
            expectRefused(try await first)
            expectRefused(try await atOnce)
            #expect(try await later.resultCode == "0000")
        }
    }

    @Test func newerAddressesAndExtraDataAreUsed() async throws {
        try await GatewayFixture().serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.sample())
            var checkout = SandboxClient.Checkout.sample()
            checkout.returnURL = "https://m.demomall.cafe24.com/again?a=1"
            checkout.extraData = ["LogKey": "newer"]
            let second = try await visitor.cafe24().openCheckout(checkout)
            #expect(first.paymentURL == second.paymentURL)
            let back = try await visitor.pay(at: second.paymentURL)
            #expect(back.address == "https://m.demomall.cafe24.com/again")
            #expect(back.extraData == ["LogKey": "newer"])
        }
    }

    @Test func aPaidOrderIsRefused() async throws {
        try await GatewayFixture().serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.sample())
            #expect(try await visitor.pay(at: first.paymentURL).resultCode == "0000")
            expectRefused(try await visitor.cafe24().openCheckout(.sample()))
            expectRefused(try await visitor.cafe24().openCheckout(.sample(amount: "13000")))
            #expect(try await visitor.ledger().count == 1)
        }
    }

    @Test(arguments: ["decline", "leave"])
    func anAttemptThatFailedMakesRoomForANewOne(outcome: String) async throws {
        try await GatewayFixture().serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.sample())
            #expect(try await visitor.pay(outcome, at: first.paymentURL).resultCode == "9999")
            let second = try await visitor.cafe24().openCheckout(.sample())
            #expect(second.resultCode == "0000")
            #expect(second.paymentKey != first.paymentKey)
            #expect(try await visitor.pay(at: second.paymentURL).resultCode == "0000")
        }
    }

    @Test func aChangedAmountTakesTheUnpaidAttemptsPlace() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.sample())
            let way = try await visitor.choose("approve", at: first.paymentURL)
            let second = try await visitor.cafe24().openCheckout(.sample(amount: "13000"))
            #expect(second.paymentKey != first.paymentKey)

            let late = try await visitor.comeBack(try #require(way.location))
            #expect(late.resultCode == "9999")
            #expect(try await visitor.ledger(first.paymentKey).paid == 0)
            await fixture.core.reconciler.reconcile()
            #expect(try await visitor.ledger(first.paymentKey).status == "voided")
            #expect(try await visitor.pay(at: second.paymentURL).resultCode == "0000")
            #expect(try await visitor.ledger(second.paymentKey).paid == 13_000)
        }
    }

    @Test func anOldSessionThatIsPaidAllTheSameIsGivenBack() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.sample())
            _ = try await visitor.choose("approve-silently", at: first.paymentURL)
            let second = try await visitor.cafe24().openCheckout(.sample(amount: "13000"))
            for _ in 0..<4 { await fixture.core.reconciler.reconcile() }
            let row = try await visitor.ledger(first.paymentKey)
            #expect(row.paid == 12_000)
            #expect(row.cancelled == 12_000)
            #expect(try await visitor.pay(at: second.paymentURL).resultCode == "0000")
            #expect(try await visitor.cafe24().status(key: try #require(first.paymentKey)).isPaid == false)
        }
    }

    @Test func aRepeatWhileUnknownGetsThatAttemptAndAnotherAmountIsRefused() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.scripted())
            let script = try await fixture.script()
            for _ in 0..<20 {
                script.onVerify { _ throws(ProviderError) in throw ProviderError(.unknown, "no answer") }
            }
            let key = try #require(first.paymentKey)
            let back = try await visitor.comeBack("/api/synchronous-checkout/checkout/callback?key=\(key)")
            #expect(back.resultCode == "9999")
            #expect(try await visitor.cafe24().openCheckout(.scripted()).paymentURL == first.paymentURL)
            expectRefused(try await visitor.cafe24().openCheckout(.scripted(amount: "13000")))
        }
    }

    @Test func aRepeatWhileSettlingGetsThatAttemptAndAnotherAmountIsRefused() async throws {
        let fixture = try GatewayFixture(clock: ManualClock(.waits))
        try await fixture.serving { visitor in
            let first = try await visitor.cafe24().openCheckout(.scripted())
            let script = try await fixture.script()
            let gate = Gate()
            script.onVerify { payment throws(ProviderError) in
                await gate.pass()
                return payment.paid()
            }
            let key = try #require(first.paymentKey)
            async let back = visitor.comeBack("/api/synchronous-checkout/checkout/callback?key=\(key)")
            await gate.arrival()
            #expect(try await visitor.cafe24().openCheckout(.scripted()).paymentURL == first.paymentURL)
            expectRefused(try await visitor.cafe24().openCheckout(.scripted(amount: "13000")))
            gate.open()
            #expect(try await back.resultCode == "0000")
        }
    }

    private func expectRefused(
        _ answer: SandboxClient.CheckoutAnswer,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.httpStatus == 400, sourceLocation: sourceLocation)
        #expect(answer.resultCode == "9999", sourceLocation: sourceLocation)
    }
}
