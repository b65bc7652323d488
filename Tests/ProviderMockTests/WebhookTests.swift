import Crypto
import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ProviderMock

/// Which webhooks are sent, when, and in which form.
struct WebhookTests {
    struct Case: Sendable, CustomStringConvertible {
        let approver: String
        let delayed: Bool
        let outcome: String
        let messages: [String]

        var description: String { "\(outcome), \(approver) approves, \(delayed ? "asynchronous" : "synchronous")" }

        init(_ approver: String, _ delayed: Bool, _ outcome: String, _ messages: [String]) {
            self.approver = approver
            self.delayed = delayed
            self.outcome = outcome
            self.messages = messages.map { $0 + " 12000 KRW" }
        }
    }

    static let cases = [
        Case("provider", true, "approve", ["payment paid"]), Case("provider", false, "approve", []),
        Case("provider", true, "approve-no-return", ["payment paid"]),
        Case("provider", false, "approve-no-return", ["payment paid"]),
        Case("gateway", true, "approve", ["payment authorised", "payment paid"]),
        Case("gateway", false, "approve", []),
        Case("gateway", true, "approve-no-return", ["payment authorised", "payment paid"]),
        Case("gateway", true, "approve-silently", []), Case("provider", true, "approve-silently", []),
        Case("provider", true, "decline", []), Case("provider", true, "leave", []),
        Case("provider", true, "deposit", ["deposit paid"]), Case("gateway", true, "deposit", ["deposit paid"]),
    ]

    @Test(arguments: cases)
    func theGatewayIsToldOfEachChangeOnce(of one: Case) async throws {
        let shop = try Shop(["approver": .string(one.approver)])
        let visit = try await shop.open(shop.order(delayed: one.delayed))
        _ = try await visit.choose(one.outcome)
        #expect(shop.inbox.words == [])
        await shop.work()
        _ = try await visit.inquire(approval: shop.operation())
        await shop.work()
        _ = try await visit.payDeposit()
        for _ in 1...3 { await shop.work(after: .seconds(30)) }
        #expect(shop.inbox.words == one.messages)
        #expect(Set(shop.inbox.deliveries.map(\.body)).count == one.messages.count)
    }

    @Test func theWholeBodyIsSignedWithTheNewestKeyAndNamesThePayment() async throws {
        let shop = try Shop(secretKeys: ["new", "old"])
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve")
        await shop.work()
        let delivery = try #require(shop.inbox.deliveries.first)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(delivery.body),
            using: SymmetricKey(data: Data("new".utf8))
        )
        #expect(delivery.signature == code.map { String(format: "%02x", $0) }.joined())
        #expect(delivery.request.method == .post)
        #expect(delivery.request.scheme == "https")
        #expect(delivery.request.authority == "pay.example")
        #expect(delivery.request.path == "/api/notify?key=\(visit.order.key.text)")
        #expect(delivery.request.headerFields[.contentType] == "application/json")
        let fields = try #require(try JSONSerialization.jsonObject(with: Data(delivery.body)) as? [String: Any])
        #expect(fields["reference"] as? String == visit.order.key.text)
        #expect(fields["session"] as? String == visit.session.references.first)
        #expect(fields["amount"] as? Int == 12_000)
    }

    @Test(arguments: [0, 1, 5, 20])
    func copiesAreTheSameMessageAgain(copies: Int) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve&webhook_copies=\(copies)")
        for _ in 1...2 { await shop.work() }
        #expect(shop.inbox.deliveries.count == copies)
        #expect(Set(shop.inbox.deliveries.map(\.body)).count == min(copies, 1))
    }

    @Test func aDelayIsKeptToTheMillisecond() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve&webhook_delay_ms=60000")
        await shop.work(after: .milliseconds(59_999))
        #expect(shop.inbox.words == [])
        await shop.work(after: .milliseconds(1))
        #expect(shop.inbox.words == ["payment paid 12000 KRW"])
    }

    @Test(arguments: [(0, 3), (250, 1)])
    func beforeTheReturnMeansThatTheButtonWaits(delay: Int, copies: Int) async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        let fields = "webhook_order=before-return&webhook_copies=\(copies)&webhook_delay_ms=\(delay)"
        #expect(try await visit.choose("approve&\(fields)").status == 303)
        #expect(shop.inbox.deliveries.count == copies)
        #expect(shop.clock.now() == ManualClock.start + .milliseconds(delay))
        await shop.work(after: .seconds(60))
        #expect(shop.inbox.deliveries.count == copies)
    }

    @Test func aGatewayThatDoesNotAnswerHoldsTheButtonNoLongerThanOneAttempt() async throws {
        let shop = try Shop(inbox: Inbox([1]))
        let visit = try await shop.open(shop.order(delayed: true))
        #expect(try await visit.choose("approve&webhook_order=before-return").status == 303)
        #expect(shop.inbox.deliveries.count == 1)
        await shop.work(after: .seconds(1))
        #expect(shop.inbox.deliveries.count == 2)
    }

    @Test(arguments: ["reversed", "after-return"])
    func reversedMeansThatPaidOvertakesAuthorised(order: String) async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        let answer = try await visit.choose("approve&webhook_order=\(order)")
        await shop.work()
        _ = try await visit.verify(after: answer, approval: shop.operation())
        for _ in 1...3 { await shop.work(after: .seconds(3)) }
        let natural = ["payment authorised 12000 KRW", "payment paid 12000 KRW"]
        #expect(shop.inbox.words == (order == "reversed" ? natural.reversed() : natural))
    }

    @Test func aReversedWebhookWithNothingToOvertakeItIsStillSent() async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve-no-return&webhook_order=reversed")
        await shop.work(after: .seconds(3))
        #expect(shop.inbox.words == ["payment authorised 12000 KRW"])
    }

    @Test func racingClicksAreToldOnce() async throws {
        let shop = try Shop(["approver": .string("gateway")])
        let visit = try await shop.open(shop.order(delayed: true))
        await withTaskGroup { group in
            for _ in 0..<16 { group.addTask { _ = try? await visit.choose("approve") } }
        }
        await shop.work()
        #expect(shop.inbox.words == ["payment authorised 12000 KRW"])
    }
}
