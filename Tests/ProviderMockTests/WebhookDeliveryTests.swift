import Logging
import ProviderKit
import ServiceLifecycleTestKit
import Testing

@testable import ProviderMock

/// How the outbox is emptied: retries, restarts, several processes, faults.
struct WebhookDeliveryTests {
    @Test(arguments: [[500], [302, 404], [0, 1, 503], [400, 400, 400, 400]])
    func aWebhookIsRepeatedUntilItIsAcknowledged(answers: [Int]) async throws {
        let shop = try Shop(inbox: Inbox(answers, then: 204))
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve&webhook_delay_ms=0")
        await shop.work(after: .zero)
        for wait in [1, 5, 30, 300, 1800] {
            await shop.work(after: .milliseconds(wait * 1000 - 1))
            await shop.work(after: .milliseconds(1))
        }
        #expect(shop.inbox.deliveries.count == answers.count + 1)
        #expect(Set(shop.inbox.deliveries.map(\.body)).count == 1)
    }

    @Test func repeatsComeNoEarlierThanTheirWait() async throws {
        let shop = try Shop(inbox: Inbox(then: 500))
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve&webhook_delay_ms=0")
        await shop.work(after: .zero)
        for (index, wait) in Webhook.retries.enumerated() {
            await shop.work(after: wait - .milliseconds(1))
            #expect(shop.inbox.deliveries.count == index + 1)
            await shop.work(after: .milliseconds(1))
            #expect(shop.inbox.deliveries.count == index + 2)
        }
        await shop.work(after: .seconds(86_400))
        #expect(shop.inbox.deliveries.count == 7, "the PG gives up")
        #expect(try await shop.storage.list(prefix: "webhook/", after: nil, limit: 10).isEmpty)
    }

    @Test func aRestartKeepsTheOutbox() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve")
        let restarted = try Shop(storage: shop.storage, clock: shop.clock)
        await restarted.work()
        #expect(restarted.inbox.words == ["payment paid 12000 KRW"])
        #expect(shop.inbox.words == [])
    }

    @Test func whatACrashedProcessHadTakenIsSentByAnother() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve&webhook_delay_ms=0")
        let outbox = shop.mock.courier.outbox
        let webhook = try #require(try await outbox.due(at: shop.clock.now()).first)
        #expect(try await outbox.take(webhook, at: shop.clock.now()) != nil)
        await shop.work(after: .milliseconds(29_999))
        #expect(shop.inbox.words == [])
        await shop.work(after: .milliseconds(1))
        #expect(shop.inbox.words == ["payment paid 12000 KRW"])
    }

    @Test func severalProcessesSendEachWebhookOnce() async throws {
        let shop = try Shop()
        for _ in 1...30 { _ = try await shop.open(shop.order(delayed: true)).choose("approve") }
        shop.clock.advance(by: .seconds(1))
        let processes = try (1...4).map { _ in
            try Shop(storage: shop.storage, clock: shop.clock, inbox: shop.inbox)
        }
        await withTaskGroup { group in
            for process in processes { group.addTask { await process.mock.courier.sendDue() } }
        }
        await shop.work()
        #expect(shop.inbox.deliveries.count == 30)
        #expect(Set(shop.inbox.deliveries.map(\.body)).count == 30)
    }

    @Test func moreThanOnePageIsSentInTurns() async throws {
        let shop = try Shop()
        for _ in 1...13 { _ = try await shop.open(shop.order(delayed: true)).choose("approve&webhook_copies=20") }
        for _ in 1...3 { await shop.work() }
        #expect(shop.inbox.deliveries.count == 260)
    }

    @Test func anotherMerchantsWebhooksAreLeftAlone() async throws {
        let shop = try Shop()
        let other = try Shop(storage: shop.storage, clock: shop.clock, publicKey: "other", secretKeys: ["theirs"])
        let visit = try await shop.open(shop.order(delayed: true))
        // Any account of the instance may be asked for the page.
        _ = try await Visit(shop: other, order: visit.order, session: visit.session).choose("approve")
        await other.work()
        #expect(other.inbox.words == [])
        await shop.work()
        #expect(shop.inbox.words == ["payment paid 12000 KRW"])
        #expect(try await shop.mock.notices(in: try #require(shop.inbox.deliveries.first).message).count == 1)
    }

    @Test func anotherMerchantsButtonWaitsForThatMerchantsWorkerButNotForEver() async throws {
        let shop = try Shop()
        let other = try Shop(storage: shop.storage, clock: shop.clock, publicKey: "other", secretKeys: ["theirs"])
        let visit = try await shop.open(shop.order(delayed: true))
        let there = Visit(shop: other, order: visit.order, session: visit.session)
        #expect(try await there.choose("approve&webhook_order=before-return").status == 303)
        #expect(other.inbox.words == [])
        #expect(shop.clock.now() == ManualClock.start + .seconds(5))
        await shop.work()
        #expect(shop.inbox.words.count == 1)
    }

    @Test(arguments: [
        ("badSignature", ["payment paid 12000 KRW", "payment paid 12000 KRW"]),
        ("garbage", ["unreadable", "payment paid 12000 KRW"]),
        ("timeoutAfterCommit", ["payment paid 12000 KRW", "payment paid 12000 KRW"]),
        ("timeoutBeforeCommit", ["payment paid 12000 KRW"]), ("hang", ["payment paid 12000 KRW"]),
        ("serverError", ["payment paid 12000 KRW"]), ("delay", ["payment paid 12000 KRW"]),
        ("wrongAmount", ["payment paid 12001 KRW"]), ("wrongCurrency", ["payment paid 12000 USD"]),
        ("pending", ["payment pending 12000 KRW"]),
    ])
    func aFaultStrikesOneAttempt(fault: String, words: [String]) async throws {
        let refusals = ["badSignature", "garbage"].contains(fault) ? [400] : []
        let shop = try Shop(inbox: Inbox(refusals))
        let visit = try await shop.open(shop.order(delayed: true))
        try await shop.fault("webhook", fault, delay: 700)
        _ = try await visit.choose("approve&webhook_delay_ms=0")
        await shop.work(after: .zero)
        #expect(
            shop.inbox.words.count == (["timeoutBeforeCommit", "hang", "serverError", "delay"].contains(fault) ? 0 : 1)
        )
        for _ in 1...3 { await shop.work(after: .seconds(1)) }
        #expect(shop.inbox.words == words)
        let first = try #require(shop.inbox.deliveries.first)
        let isForged = ["badSignature", "garbage"].contains(fault)
        let notices = try? await shop.mock.notices(in: first.message)
        #expect((notices == nil) == isForged)
        #expect(try await visit.row()?.paid == 12_000, "the ledger keeps the truth")
    }

    @Test func chanceSendsAWebhookOnceMore() async throws {
        let shop = try Shop(["chaos": .object(["duplicateWebhook": .number("1")])])
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve")
        await shop.work()
        #expect(shop.inbox.deliveries.count == 2)
        #expect(Set(shop.inbox.deliveries.map(\.body)).count == 1)
    }

    @Test func theWorkerSendsAndEndsOnAGracefulShutdown() async throws {
        let shop = try Shop()
        let visit = try await shop.open(shop.order(delayed: true))
        _ = try await visit.choose("approve&webhook_delay_ms=0")
        await testGracefulShutdown { trigger in
            await withTaskGroup { group in
                group.addTask { await shop.mock.run() }
                while shop.inbox.deliveries.isEmpty { await Task.yield() }
                trigger.triggerGracefulShutdown()
                await group.waitForAll()
            }
        }
        #expect(shop.inbox.words == ["payment paid 12000 KRW"])
    }
}
