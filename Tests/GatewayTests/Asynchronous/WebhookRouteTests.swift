import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Testing

@testable import Gateway

/// A6 and A16: authenticated, stored, acknowledged, in that order (rule 6).
@Suite(.timeLimit(.minutes(1)))
struct WebhookRouteTests {
    static let paths = [
        "/api/asynchronous-checkout/checkout/webhook", "/api/asynchronous-cancellation/cancel/webhook",
        "/api/asynchronous-refund/cancel/webhook",
    ]

    @Test(arguments: paths)
    func everyAddressTakesWhatThePGReports(path: String) async throws {
        let (fixture, _) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            let reference = try #require(fixture.core.directory.shop(mall: "demomall", number: 1)).accountReference
            for (id, query) in [("a", "key=\(bought.payment.key.text)"), ("b", "account=mock.\(reference.text)")] {
                let answer = try await visitor.report(bought.message(id: id), to: "\(path)?\(query)", fixture)
                #expect(answer.status == .ok)
            }
            #expect(try await fixture.notices().count == 1)
        }
    }

    @Test func aForgedWebhookChangesNothing() async throws {
        let (fixture, _) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            let message = bought.message()
            let forged = try await visitor.report(message, to: bought.webhook, fixture, key: "another key")
            #expect(forged.status == .badRequest)
            #expect(forged.text.contains("message"))
            #expect(try await visitor.post(bought.webhook, form: message).status == .badRequest)
            #expect(try await visitor.report("garbage", to: bought.webhook, fixture).status == .badRequest)
            #expect(try await fixture.payment(bought.payment.key.text).state == .awaitingBuyer)
            #expect(try await fixture.notices().isEmpty)
        }
    }

    @Test(arguments: [
        "", "?key=", "?key=short", "?key=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "?account=", "?account=mock",
        "?account=mock.nobody", "?account=nobody.mock", "?account=scripted.scripted",
    ])
    func anAddressThatNamesNobodyIsNotFound(query: String) async throws {
        let (fixture, _) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            let answer = try await visitor.report(bought.message(), to: Self.paths[0] + query, fixture)
            #expect(answer.status == .notFound)
        }
    }

    /// A PG may report what was not paid through us; it shall not repeat that for ever.
    @Test func whatIsAuthenticAndNotOursIsAcknowledgedAndForgotten() async throws {
        let (fixture, _) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            let other = try await visitor.cafe24().openCheckout(.scripted(order: "20261122-0000002"))
            let stranger = PaymentKey(from: SystemRandomSource()).text
            for reference in [stranger, "not-a-key", try #require(other.paymentKey)] {
                let message = bought.message(id: reference, reference: reference)
                #expect(try await visitor.report(message, to: bought.webhook, fixture).status == .ok)
            }
            #expect(try await fixture.notices().isEmpty)
            #expect(try await visitor.ledger(bought.payment.key.text).calls.verify == 0)
            // The message was signed with another account's key, so that one's payments are no business of it.
            #expect(try await fixture.script().approvals.isEmpty)
        }
    }

    @Test func whatCannotBeStoredIsNotAcknowledged() async throws {
        let (fixture, store) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            store.fails(true)
            let answer = try await visitor.report(bought.message(), to: bought.webhook, fixture)
            #expect(answer.status == .serviceUnavailable)
            store.fails(false)
            #expect(try await fixture.notices().isEmpty)
            #expect(try await visitor.report(bought.message(), to: bought.webhook, fixture).status == .ok)
            #expect(try await fixture.notices().count == 1)
        }
    }

    /// The account of a payment from before the configuration changed is in the database.
    @Test func anAccountThatCannotBeReadIsNoUnknownOne() async throws {
        let (fixture, store) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            let address = "\(Self.paths[0])?account=mock.anEarlierOne"
            store.fails(true)
            #expect(try await visitor.report(bought.message(), to: address, fixture).status == .serviceUnavailable)
            store.fails(false)
            #expect(try await visitor.report(bought.message(), to: address, fixture).status == .notFound)
        }
    }

    /// As after a crash between the acknowledgement and the processing.
    @Test func whatWasStoredAndNotProcessedIsTakenUpAgain() async throws {
        let (fixture, _) = try await failing()
        try await fixture.serving { visitor in
            let bought = try await paid(visitor, fixture)
            let message = InboundMessage(method: "POST", path: "/hook", body: Array(bought.message().utf8))
            let entry = try await fixture.core.inbox.store(message, about: bought.payment, deduplicationKey: "evt_1")
            #expect(entry != nil)
            try await fixture.core.clock.sleep(for: .seconds(121))
            for inboxEntry in try await fixture.core.inbox.takeDue(atMost: 10) {
                try await fixture.core.inbox.processAgain(inboxEntry)
            }
            #expect(try await fixture.notices().count == 1)
            try await fixture.core.clock.sleep(for: .seconds(121))
            #expect(try await fixture.core.inbox.takeDue(atMost: 10).isEmpty)
        }
    }

    /// Paid, and nothing has told of it yet.
    private func paid(_ visitor: Visitor, _ fixture: GatewayFixture) async throws -> Told {
        let bought = try await visitor.openTold(fixture)
        _ = try await visitor.choose("approve-silently", at: bought.paymentURL)
        return bought
    }

    private func failing() async throws -> (GatewayFixture, FailingStore) {
        var made: FailingStore?
        let fixture = try GatewayFixture(store: { base in
            let store = FailingStore(base)
            made = store
            return store
        })
        return (fixture, try #require(made))
    }
}
