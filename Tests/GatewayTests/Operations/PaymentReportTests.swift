import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// Rule 13: who said what, which rule decided, what is due next.
struct PaymentReportTests {
    @Test func theStoryNamesTheRuleThatDecidedAndReadableTimes() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let key = try #require(opened.paymentKey.flatMap { PaymentKey($0) })
            let told = try await fixture.core.store.change(key) { [now = fixture.core.clock.now()] record in
                record.giveVerdict(at: now).verdict
            }
            #expect(told == .notPaid)
            _ = try await visitor.choose("approve-silently", at: opened.paymentURL)
            try await fixture.reconcile(turns: 2)
            let payment = try await fixture.payment(key.text)
            let report = PaymentReport(
                PaymentDetails(
                    payment: payment,
                    cancellations: try await fixture.core.store.cancellations(of: key),
                    story: try await fixture.core.store.story(of: key)
                )
            ).description
            let line = { (word: String) in report.split(separator: "\n").first { $0.contains("  \(word)  ") } ?? "" }
            #expect(line("sessionOpened").contains("expires=\(payment.expires.iso8601)"))
            #expect(line("verdictGiven").contains("(rule 11: the last word to Cafe24 binds)"))
            #expect(line("cancellationReserved").contains("origin=giveBack  (rule 11"), "\(report)")
            #expect(line("cancellationSubmitted").contains("(rule 4: "))
            #expect(report.contains("from=awaitingBuyer  to=paid  (rule 2: "))
        }
    }

    @Test(arguments: [
        (PaymentFlag.giveBackFailed, "payments refund"), (.refundNotTold, "cancel the order there again"),
        (.decidedByHand, "nothing; it is at rest"),
    ])
    func whatOnlyAPersonCanDoIsSaid(flag: PaymentFlag, words: String) throws {
        var payment = try PaymentRecord.sample(.paid).payment
        payment.flags = [flag]
        payment.nextLook = nil
        let story = PaymentStory(events: [], isWhole: true)
        let report = PaymentReport(PaymentDetails(payment: payment, cancellations: [], story: story)).description
        #expect(report.split(separator: "\n").contains { $0.contains("  next  ") && $0.contains(words) })
    }

    @Test func whatAPersonDecidesNamesNoRule() {
        let event = LedgerEvent(at: .start, kind: .decidedByHand, by: "Kim")
        #expect(event.rule == nil)
        #expect(LedgerEvent(at: .start, kind: .stateChanged, by: "Kim", facts: ["to": "paid"]).rule == nil)
    }
}
