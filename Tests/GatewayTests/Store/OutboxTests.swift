import ProviderKit
import Testing

@testable import Gateway

/// Notifications in the store.
@Suite struct StoreOutboxTests {
    @Test(arguments: StoreKind.allCases)
    func whatIsTakenIsLeasedAndComesBackWhenNobodyRecordsIt(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await told(store)
        let taken = try await take(store, at: .after(10))
        #expect(taken.map(\.payment) == [payment.key])
        #expect(taken.first?.attempts == 0)
        #expect(taken.first?.notification.amount == "12000.00")
        #expect(try await take(store, at: .after(39)).isEmpty)
        #expect(try await take(store, at: .after(40)).map(\.id) == taken.map(\.id))
    }

    @Test(arguments: StoreKind.allCases)
    func ofManyWhoTakeOneGetsIt(_ kind: StoreKind) async throws {
        let store = try kind.open()
        try await told(store)
        let taken = try await withThrowingTaskGroup { group in
            for _ in 0..<16 { group.addTask { try await take(store, at: .after(10)).count } }
            return try await group.reduce(0, +)
        }
        #expect(taken == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func busyMallsAndTheLimitAreLeftOut(_ kind: StoreKind) async throws {
        let store = try kind.open()
        for number in 0..<3 { try await told(store, order: "20260901-000000\(number)") }
        #expect(try await take(store, at: .after(10), notTo: ["samplemall", "othermall"]).isEmpty)
        #expect(try await take(store, at: .after(10), limit: 2).count == 2)
        #expect(try await take(store, at: .after(10), notTo: ["othermall", #"a "mall""#]).count == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func aFailureWaitsAndKeepsItsReason(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await told(store)
        let entry = try #require(try await take(store, at: .after(10)).first)
        try await store.recordDelivery(of: entry, trouble: "busy", next: .after(60), at: .after(11))
        #expect(try await take(store, at: .after(59)).isEmpty)
        let again = try #require(try await take(store, at: .after(60)).first)
        #expect(again.attempts == 1)
        #expect(again.trouble == "busy")
        try await store.recordDelivery(of: again, trouble: nil, next: nil, at: .after(61))
        #expect(try await store.notifications(state: .delivered, limit: 9).map(\.attempts) == [2])
        #expect(try await store.notifications(state: .waiting, limit: 9).isEmpty)
        #expect(try await store.payment(payment.key)?.verdict == .paid)
        let story = try await store.story(of: payment.key)
        #expect(story.isWhole)
        #expect(story.events.contains { $0.kind == .notificationDelivered })
    }

    @Test(arguments: StoreKind.allCases)
    func aParkedOneIsTakenAgainOnlyWhenItIsReplayed(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await told(store)
        let entry = try #require(try await take(store, at: .after(10)).first)
        try await store.recordDelivery(of: entry, trouble: "gone", next: nil, at: .after(11))
        #expect(try await store.notifications(state: .parked, limit: 9).map(\.id) == [entry.id])
        #expect(try await store.payment(payment.key)?.verdict == Verdict.none)
        #expect(try await take(store, at: .after(1_000_000)).isEmpty)
        #expect(try await store.replayNotification(entry.id, at: .after(1_000_001)))
        #expect(try await take(store, at: .after(1_000_001)).map(\.attempts) == [0])
        #expect(try await !store.replayNotification(entry.id + 99, at: .after(1_000_001)))
    }

    @Test(arguments: StoreKind.allCases)
    func oneOfAPaymentWaitsForTheEarlierOne(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await told(store)
        try await store.change(payment.key) { record in
            let amount = Money(12_000, .krw)
            let url = "https://other.example/cancelled"
            let request = CancellationRequest(amount: amount, amountText: "12000", notificationURL: url)
            record.reserveRefund(amount, origin: .cafe24, request: request, at: .after(11))
            record.finish(0, as: .done, at: .after(11))
        }
        let first = try await take(store, at: .after(12))
        #expect(first.map(\.notification.kind) == [.payment])
        try await store.recordDelivery(of: try #require(first.first), trouble: nil, next: nil, at: .after(13))
        #expect(try await take(store, at: .after(14)).map(\.notification.kind) == [.cancellation])
    }

    @discardableResult
    private func told(_ store: any PaymentStore, order: String = OrderID.sample.number) async throws -> Payment {
        let id = OrderID(mall: "samplemall", shop: 1, number: order)
        let payment = try await store.openAttempt(.sample(order: id, flow: .asynchronous))
        return try await store.settle(payment.key, .paid())
    }

    private func take(
        _ store: any PaymentStore,
        at now: Timestamp,
        notTo malls: Set<String> = [],
        limit: Int = 10
    ) async throws -> [OutboxEntry] {
        try await store.takeNotifications(at: now, lease: .seconds(30), notTo: malls, limit: limit).map(\.entry)
    }
}
