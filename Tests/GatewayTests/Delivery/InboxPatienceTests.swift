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
            let (store, clock) = (fixture.core.store, fixture.core.clock)
            let message = InboundMessage(method: "POST", path: "/hook")
            let stored = try await fixture.core.inbox.store(message, about: payment, deduplicationKey: "a")
            let id = try #require(stored?.id)
            if let code = attempt.code {
                try await fixture.script().onVerify { _ throws(ProviderError) in throw ProviderError(code, "out") }
            }
            let entry = InboxEntry(id: id, payment: payment.key, message: message, attempts: attempt.tries)
            await fixture.core.inbox.process(entry)

            let now = clock.now()
            let due = try await store.dueInbox(at: now + .seconds(attempt.gap ?? 1_000_000), limit: 9)
            #expect(due.count == (attempt.gap == nil ? 0 : 1))
            if let gap = attempt.gap {
                #expect(try await store.dueInbox(at: now + .seconds(gap - 1), limit: 9).isEmpty)
            }
            let flags = try await fixture.payment(opened.paymentKey).flags
            #expect(flags.contains(.unresolved) == attempt.isFlagged)
        }
    }
}
