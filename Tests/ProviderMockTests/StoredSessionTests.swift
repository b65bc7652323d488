import Foundation
import ProviderKit
import Testing

@testable import ProviderMock

/// A session is written by hand and read by the decoder.
struct StoredSessionTests {
    private static let title = "A \"title\" with \\, / and \n\u{1}\u{1f} 결제 👩‍👩‍👧"

    @Test func aNewSessionIsReadAsItWasWritten() async throws {
        let session = try await opened()
        #expect(try JSONDecoder().decode(Session.self, from: session.stored()) == session)
    }

    @Test func aSessionWithAllThereCanBeIsReadAsItWasWritten() async throws {
        var session = try await opened()
        let operation = OperationID(from: SystemRandomSource())
        session.approval = operation
        session.method = "virtualAccount"
        session.virtualAccount = VirtualAccount(bank: "B", number: "1-2", holder: "\"H\"", expires: ManualClock.start)
        let ending = Session.Ending(moment: ManualClock.start, isRefused: true)
        session.refunds = [
            .init(operation: operation, amount: .init(Money(5, .usd)), reference: "r", ending: ending),
            .init(operation: operation, amount: .init(Money(6, .usd)), reference: "s"),
        ]
        session.calls = .init(checkout: 1, verify: 2, cancel: 3)
        session.webhooks = WebhookPlan(delay: 5, copies: 2, order: .reversed)
        #expect(try JSONDecoder().decode(Session.self, from: session.stored()) == session)
    }

    /// What the encoder would write, member for member.
    @Test func noMemberIsForgotten() async throws {
        let session = try await opened()
        let written = try JSONSerialization.jsonObject(with: session.stored()) as? NSDictionary
        let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(session)) as? NSDictionary
        #expect(written == encoded)
    }

    private func opened() async throws -> Session {
        let shop = try Shop()
        _ = try await shop.mock.checkout(shop.order(title: Self.title))
        return try #require(try await shop.mock.sessions.all().first)
    }
}
