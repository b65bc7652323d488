import ProviderKit
import Testing

@testable import Gateway

/// Webhooks, and what Cafe24 asked for, in the store.
@Suite struct StoreInboxTests {
    static let message = InboundMessage(
        method: "POST",
        path: "/hook",
        query: "a=1",
        headers: ["x-sign": "1"],
        body: [0, 1, 255],
        source: "192.0.2.1"
    )

    @Test(arguments: StoreKind.allCases)
    func aMessageComesBackAsItCameUntilItIsSettled(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let id = try #require(try await receive(store, payment.key, "a"))
        #expect(try await take(from: store, at: .after(89)).isEmpty)
        let due = try await take(from: store, at: .after(90))
        #expect(due.map(\.id) == [id])
        #expect(due.first?.payment == payment.key)
        #expect(due.first?.message == Self.message)
        #expect(due.first?.attempts == 0)

        try await store.settleInbox(id, again: .after(200))
        #expect(try await take(from: store, at: .after(199)).isEmpty)
        #expect(try await take(from: store, at: .after(200)).map(\.attempts) == [1])
        try await store.putOffInbox(id, until: .after(300))
        #expect(try await take(from: store, at: .after(299)).isEmpty)
        #expect(try await take(from: store, at: .after(300)).map(\.attempts) == [1], "it was not tried")
        try await store.settleInbox(id, again: nil)
        #expect(try await take(from: store, at: .after(1_000_000)).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func oneTakerHasAMessageUntilItsTimeIsOver(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        for name in ["a", "b", "c"] { _ = try await receive(store, payment.key, name) }
        let taken = try await withThrowingTaskGroup { group in
            for _ in 0..<16 { group.addTask { try await take(from: store, at: .after(90), until: .after(200)) } }
            return try await group.reduce(into: [Int64]()) { $0 += $1.map(\.id) }
        }
        #expect(taken.count == 3)
        #expect(Set(taken).count == 3)
        #expect(try await take(from: store, at: .after(199)).isEmpty)
        #expect(try await take(from: store, at: .after(200)).count == 3)
    }

    /// So that a PG that hangs takes no other one's turn.
    @Test(arguments: StoreKind.allCases)
    func messagesOfInstancesThatAreBusyAreLeft(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        _ = try await receive(store, payment.key, "a")
        #expect(try await take(from: store, at: .after(90), notOf: ["other", payment.instance]).isEmpty)
        #expect(try await take(from: store, at: .after(90), notOf: ["other"]).count == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func whatATakerOfAnEarlierLifeHadIsDueAtTheStart(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        for name in ["a", "b"] { _ = try await receive(store, payment.key, name) }
        let taken = try await take(from: store, at: .after(90), until: .after(500))
        try await store.settleInbox(try #require(taken.first).id, again: nil)
        try await store.endLeases(at: .after(100))
        #expect(try await take(from: store, at: .after(100)).map(\.id) == taken.dropFirst().map(\.id))
    }

    @Test(arguments: StoreKind.allCases)
    func theSameMessageIsStoredOnceForEachPayment(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let one = try await store.openAttempt()
        let order = OrderID(mall: "samplemall", shop: 1, number: "20260901-0000030")
        let other = try await store.openAttempt(.sample(order: order))
        let ids = try await withThrowingTaskGroup { group in
            for _ in 0..<16 { group.addTask { try await receive(store, one.key, "a") } }
            return try await group.reduce(into: [Int64]()) { if let id = $1 { $0.append(id) } }
        }
        #expect(ids.count == 1)
        #expect(try await receive(store, other.key, "a") != nil)
        #expect(try await receive(store, one.key, "b") != nil)
        try await store.settleInbox(try #require(ids.first), again: nil)
        #expect(try await receive(store, one.key, "a") == nil)
        #expect(try await take(from: store, at: .after(1_000_000)).count == 2)
    }

    @Test(arguments: StoreKind.allCases)
    func soManyMessagesOfAPaymentAreKept(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let order = OrderID(mall: "samplemall", shop: 1, number: "20260901-0000031")
        let other = try await store.openAttempt(.sample(order: order))
        for number in 1...InboxEntry.most {
            #expect(try await receive(store, payment.key, "\(number)") != nil)
        }
        #expect(try await receive(store, payment.key, "one more") == nil)
        #expect(try await receive(store, other.key, "one more") != nil)
    }

    @Test(arguments: StoreKind.allCases)
    func whatCafe24AskedForComesBackWithItsBankAccount(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        let request = CancellationRequest(
            amount: Money(5000, .krw),
            amountText: "5000.00",
            notificationURL: "https://mall.example/cancelled",
            bankAccount: RefundAccount(bankCode: "004", number: "110-123", holder: "홍길동")
        )
        let bare = CancellationRequest(amount: Money(1000, .krw), amountText: "1000")
        let written = try await store.change(payment.key) { record in
            record.reserveRefund(request.amount, origin: .cafe24, request: request, at: .after(20))
            record.reserveRefund(bare.amount, origin: .cafe24, request: bare, at: .after(20))
            record.cancellations[0].told = .after(21)
            return record.cancellations
        }
        #expect(try await store.cancellations(of: payment.key) == written)
        #expect(written.map(\.request) == [request, bare])
        let story = try await store.story(of: payment.key)
        #expect(!story.events.contains { "\($0)".contains("110-123") })
    }

    @Test(arguments: StoreKind.allCases)
    func leasesOfAnEarlierLifeEnd(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let claim = { @Sendable (record: inout PaymentRecord) in
            record.claim(.returned(), approving: true, by: "buyer", at: .after(6), lease: .seconds(30))
        }
        _ = try await store.change(payment.key) {
            $0.claim(.returned(), approving: true, by: "buyer", at: .after(5), lease: .seconds(30))
        }
        guard case .busy = try await store.change(payment.key, claim) else { throw Unexpected() }
        try await store.endLeases(at: .after(6))
        guard case .claimed = try await store.change(payment.key, claim) else { throw Unexpected() }
    }

    /// Whatever the row says of the next look: what is under a lease has somebody's work to be taken up.
    @Test(arguments: StoreKind.allCases)
    func whatWasUnderALeaseIsLookedAtAtOnce(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        _ = try await store.change(payment.key) { record in
            _ = record.claim(.returned(), approving: true, by: "buyer", at: .after(5), lease: .seconds(30))
            record.payment.nextLook = nil
        }
        try await store.endLeases(at: .after(6))
        #expect(try await store.dueLooks(at: .after(6), limit: 9).map(\.key) == [payment.key])
    }

    /// For no time, unless a test says so.
    private func take(
        from store: any PaymentStore,
        at now: Timestamp,
        until: Timestamp? = nil,
        notOf busyInstances: Set<String> = []
    ) async throws -> [InboxEntry] {
        try await store.takeInbox(at: now, until: until ?? now, notOf: busyInstances, limit: 10)
    }

    private func receive(_ store: any PaymentStore, _ key: PaymentKey, _ name: String) async throws -> Int64? {
        try await store.receive(Self.message, about: key, deduplicationKey: name, at: .start, due: .after(90))
    }
}
