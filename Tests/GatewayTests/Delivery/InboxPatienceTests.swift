import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A webhook about which the PG cannot be asked (ledger, rules 6 and 10): what it says may be shown by no inquiry.
@Suite(.timeLimit(.minutes(1)))
struct InboxPatienceTests {
    /// A try, and what it leads to.
    struct Attempt: Sendable {
        /// How many came before it.
        let tries: Int
        /// What the PG could not say; `nil` where it answers.
        let code: ProviderError.Code?
        /// When the next one is due, in seconds; `nil` where there is none.
        let gap: Int64?
        var isFlagged = false
    }

    @Test(arguments: [
        Attempt(tries: 0, code: .temporary, gap: 5), Attempt(tries: 4, code: .unknown, gap: 3600),
        Attempt(tries: 5, code: .temporary, gap: 3600), Attempt(tries: 5, code: .unknown, gap: 3600),
        Attempt(tries: 5, code: .configuration, gap: 3600), Attempt(tries: 76, code: .temporary, gap: 3600),
        Attempt(tries: 77, code: .temporary, gap: nil, isFlagged: true),
        Attempt(tries: 77, code: .unknown, gap: nil, isFlagged: true),
        Attempt(tries: 5, code: .rejectedMessage, gap: nil), Attempt(tries: 77, code: nil, gap: nil),
    ])
    func itIsTriedForThreeDays(_ attempt: Attempt) async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.scripted())
            let payment = try await fixture.payment(opened.paymentKey)
            let (inbox, clock) = (fixture.core.inbox, fixture.core.clock)
            let message = InboundMessage(method: "POST", path: "/hook")
            let stored = try await inbox.store(message, about: payment, deduplicationKey: "a")
            let id = try #require(stored?.id)
            if let code = attempt.code {
                try await fixture.script().onVerify { _ throws(ProviderError) in throw ProviderError(code, "out") }
            }
            let entry = InboxEntry(id: id, payment: payment.key, message: message, attempts: attempt.tries)
            try await inbox.processAgain(entry)

            try await clock.sleep(for: .seconds((attempt.gap ?? 1_000_000) - 1))
            #expect(try await inbox.takeDue(atMost: 9).isEmpty)
            try await clock.sleep(for: .seconds(1))
            #expect(try await inbox.takeDue(atMost: 9).count == (attempt.gap == nil ? 0 : 1))
            let flags = try await fixture.payment(opened.paymentKey).flags
            #expect(flags.contains(.unresolved) == attempt.isFlagged)
        }
    }
}
