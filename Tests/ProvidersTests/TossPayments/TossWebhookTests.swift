import Foundation
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct TossWebhookTests {
    @Test func whatTossSendsNamesThePayment() async throws {
        var visit = try await TossVisit.after(.pays)
        let messages = await visit.fake.webhooks()
        #expect(messages.count == 1)
        for message in messages {
            #expect(try await visit.bench.provider.notices(in: message).map(\.subject) == [.key(visit.order.key)])
            #expect(try await visit.verify(.notified(message)).status == .paid)
        }
    }

    @Test func aDepositIsToldTwiceAndAuthenticatedByItsSecret() async throws {
        var visit = try await TossVisit.after(.choosesDeposit)
        _ = await visit.fake.webhooks()
        try await visit.fake.deposit(of: visit.order.key)
        let messages = await visit.fake.webhooks()
        #expect(messages.count == 2)
        var keys: Set<String> = []
        for message in messages {
            let notices = try await visit.bench.provider.notices(in: message)
            #expect(notices.map(\.subject) == [.key(visit.order.key)])
            keys.formUnion(notices.map(\.deduplicationKey))
            #expect(try await visit.verify(.notified(message)).status == .paid)
        }
        #expect(keys.count == 2)
        let again = try await visit.bench.provider.notices(in: messages[0])
        #expect(again.allSatisfy { keys.contains($0.deduplicationKey) })
    }

    @Test(arguments: [BuyerDeed.pays, .choosesDeposit])
    func forgeriesAreRejected(deed: BuyerDeed) async throws {
        let visit = try await TossVisit()
        _ = try await visit.evidence(deed)
        let forgeries = await visit.fake.forgeries(of: visit.order.key)
        #expect(forgeries.count == 4)
        for message in forgeries {
            let error = await #expect(throws: ProviderError.self) {
                try await visit.bench.provider.notices(in: message)
            }
            #expect(error?.code == .rejectedMessage)
        }
    }

    /// Toss repeats what is refused seven times; that the payment is ours its answer proves, and a look tells the rest.
    @Test func aMessageThatIsAheadOfTossItselfIsTakenAndNotBelieved() async throws {
        var visit = try await TossVisit()
        _ = try await visit.evidence(.pays)
        let message = try #require(visit.fake.early(visit.order.key))
        #expect(try await visit.bench.provider.notices(in: message).map(\.subject) == [.key(visit.order.key)])
        #expect(try await visit.verify(.notified(message)).status == .open)
        #expect(await visit.books().charges == 0)
    }

    @Test func theStoredSecretIsComparedToo() async throws {
        var visit = try await TossVisit.after(.choosesDeposit)
        let forged = #"{"createdAt":"x","secret":"ps_secret_of_nobody","status":"DONE","orderId":"k"}"#
        let message = InboundMessage(method: "POST", path: "/", body: Array(forged.utf8))
        let calls = visit.bench.line.calls.count
        let error = await #expect(throws: ProviderError.self) { try await visit.verify(.notified(message)) }
        #expect(error?.code == .rejectedMessage)
        #expect(visit.bench.line.calls.count == calls)
    }

    @Test(arguments: [
        (#"{"eventType":"BILLING_DELETED","data":{}}"#, 0),
        (#"{"eventType":"payout.changed","data":{"orderId":"x"}}"#, 0),
        (
            #"{"eventType":"PAYMENT_STATUS_CHANGED","data":{"orderId":"of-another","paymentKey":"t1","status":"DONE"}}"#,
            0
        ),
        (#"{"secret":"s","status":"DONE","orderId":"of-another-shop"}"#, 0),
        (#"{"eventType":"CANCEL_STATUS_CHANGED","data":{"transactionKey":"txrd_1","cancelStatus":"DONE"}}"#, 0),
        (#"{"eventType":"CANCEL_STATUS_CHANGED","data":{}}"#, 0),
    ])
    func whatIsNotOursIsTakenAndForgotten(body: String, count: Int) async throws {
        let visit = try await TossVisit()
        let message = InboundMessage(method: "POST", path: "/", body: Array(body.utf8))
        #expect(try await visit.bench.provider.notices(in: message).count == count)
        #expect(visit.bench.line.calls.isEmpty)
    }

    @Test(arguments: ["", "paid", "[]", #"{"eventType":"PAYMENT_STATUS_CHANGED"}"#, "{}", #"{"orderId":"x"}"#])
    func whatTossWouldNotSendIsRejected(body: String) async throws {
        let visit = try await TossVisit()
        let message = InboundMessage(method: "POST", path: "/", body: Array(body.utf8))
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.notices(in: message)
        }
        #expect(error?.code == .rejectedMessage)
    }

    /// Anything but `temporary` would count Toss itself among the forgers.
    @Test(arguments: [Disturbance.unreachable, .timeoutBeforeCommit, .serverErrors, .truncated])
    func whereTossCannotBeAskedTheMessageMayComeAgain(disturbance: Disturbance) async throws {
        let visit = try await TossVisit.after(.pays)
        let message = try #require(await visit.fake.webhooks().first)
        visit.bench.line.disturb(disturbance)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.notices(in: message)
        }
        #expect(error?.code == .temporary)
    }

    @Test func aCancelThatEndsLaterIsAskedAboutAndNamesItsPayment() async throws {
        var visit = try await TossVisit.after(.pays)
        _ = await visit.fake.tell(.laterRefunds)
        #expect(try await visit.refund(5_000, of: 15_000).shortWord == "pending")
        let message = try #require(await visit.fake.webhooks().last)
        let calls = visit.bench.line.calls.count
        let notices = try await visit.bench.provider.notices(in: message)
        #expect(notices.map(\.subject) == [.key(visit.order.key)])
        #expect(visit.bench.line.calls.count == calls + 1)
        #expect(try await visit.verify(.notified(message)).cancelled == Money(5_000, .krw))
    }

    @Test func aCancelIsNotOverBecauseSomebodySaysSo() async throws {
        var visit = try await TossVisit.after(.pays)
        _ = await visit.fake.tell(.laterRefunds)
        #expect(try await visit.refund(5_000, of: 15_000).shortWord == "pending")
        let name = try #require(try await visit.verify(.inquiry).references.last)
        let body = #"{"eventType":"CANCEL_STATUS_CHANGED","data":{"transactionKey":"\#(name)","cancelStatus":"DONE"}}"#
        let message = InboundMessage(method: "POST", path: "/", body: Array(body.utf8))
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.notices(in: message)
        }
        #expect(error?.code == .rejectedMessage)
    }

    @Test func whereTossCannotBeAskedACancelsMessageMayComeAgain() async throws {
        let visit = try await TossVisit.after(.pays)
        _ = await visit.fake.tell(.laterRefunds)
        #expect(try await visit.refund(5_000, of: 15_000).shortWord == "pending")
        let message = try #require(await visit.fake.webhooks().last)
        visit.bench.line.disturb(.unreachable)
        let error = await #expect(throws: ProviderError.self) {
            try await visit.bench.provider.notices(in: message)
        }
        #expect(error?.code == .temporary)
    }
}
