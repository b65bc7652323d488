import ProviderKit
import Testing

@testable import Gateway

/// Finding payments, and what is due on them.
@Suite struct StoreLookupTests {
    @Test(arguments: StoreKind.allCases)
    func aReferenceLeadsToItsPaymentWithinItsAccount(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt(references: ["session-1"])
        try await store.change(payment.key) { $0.learn(references: ["tid-1"]) }
        for reference in ["session-1", "tid-1"] {
            let found = try await store.payment(reference: reference, instance: "mock", account: "shop-a")
            #expect(found?.key == payment.key)
        }
        #expect(try await store.payment(reference: "tid-1", instance: "mock", account: "shop-b") == nil)
        #expect(try await store.payment(reference: "tid-1", instance: "other", account: "shop-a") == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func twoPaymentsNeverShareAReference(_ kind: StoreKind) async throws {
        let store = try kind.open()
        _ = try await store.openAttempt(references: ["session-1"])
        let other = OrderID(mall: "other", shop: 1, number: "2")
        await #expect(throws: StoreError.referenceTaken) {
            try await store.openAttempt(.sample(order: other), references: ["session-1"])
        }
        let elsewhere = AttemptRequest.sample(order: OrderID(mall: "third", shop: 1, number: "3"), instance: "other")
        let payment = try await store.openAttempt(elsewhere, references: ["session-1"])
        #expect(payment.references == ["session-1"], "another instance may use the same text")
    }

    @Test(arguments: StoreKind.allCases)
    func looksAreDueWhenTheirTimeHasComeAndNobodyWorksOnThem(_ kind: StoreKind) async throws {
        let store = try kind.open()
        var keys: [PaymentKey] = []
        for (number, look) in [30, 10, 20, 99].enumerated() {
            let order = OrderID(mall: "mall", shop: 1, number: String(number))
            let payment = try await store.openAttempt(.sample(order: order))
            try await store.change(payment.key) { $0.payment.nextLook = .after(look) }
            keys.append(payment.key)
        }
        let leased = keys[2]
        try await store.change(leased) { $0.payment.lease.until = .after(51) }

        #expect(try await store.dueLooks(at: .after(50), limit: 9).map(\.key) == [keys[1], keys[0]])
        #expect(try await store.dueLooks(at: .after(51), limit: 2).map(\.key) == [keys[1], leased])
        #expect(try await store.dueLooks(at: .after(9), limit: 9).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func cancellationsAreDueWhileNobodyWorksOnTheirPayment(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        try await store.change(payment.key) { record in
            record.reserveRefund(Money(1_000, .krw), origin: .cafe24, at: .after(30))
            record.reserveRefund(Money(2_000, .krw), origin: .cafe24, at: .after(20))
        }
        #expect(try await store.dueCancellations(at: .after(29), limit: 9).isEmpty, "the first in line is not due")
        let due = try await store.dueCancellations(at: .after(30), limit: 9)
        #expect(due.map(\.0) == [payment.key])
        #expect(due.map(\.1.amount.minorUnits) == [1_000])
        let stored = try await store.cancellations(of: payment.key)
        #expect(stored.map(\.amount.minorUnits) == [1_000, 2_000], "in the order they were made")

        let submission = try await store.change(payment.key) { record in
            record.submit(due[0].1.operation, at: .after(30), lease: .seconds(60))
        }
        #expect(try await store.dueCancellations(at: .after(60), limit: 9).isEmpty)
        #expect(try await store.dueCancellations(at: .after(90), limit: 9).map(\.1.amount.minorUnits) == [1_000])

        let fence = try #require(submission).fence
        try await store.change(payment.key) { record in
            try record.settle(due[0].1.operation, .pending(reference: "r1"), fence: fence, at: .after(91))
        }
        #expect(try await store.dueCancellations(at: .after(91), limit: 9).map(\.1.amount.minorUnits) == [2_000])
    }

    @Test(arguments: StoreKind.allCases)
    func operatorsListPaymentsByWhatTheyLookFor(_ kind: StoreKind) async throws {
        let store = try kind.open()
        func open(_ number: Int, flow: Flow = .synchronous) async throws -> PaymentKey {
            let order = OrderID(mall: "mall", shop: 1, number: String(number))
            return try await store.openAttempt(.sample(order: order, flow: flow), at: .after(number)).key
        }
        let (unread, read, waiting) = (try await open(1), try await open(2), try await open(3))
        let asynchronous = try await open(4, flow: .asynchronous)
        for key in [unread, read, asynchronous] { try await store.settle(key, .paid()) }
        try await store.change(read) { record in
            _ = record.statusRead(limits: .init(times: 0, minutes: 0), at: .after(11))
        }
        try await store.change(waiting) { $0.raise(.misconfigured, at: .after(11)) }

        func list(_ filter: PaymentFilter, limit: Int = 9) async throws -> [PaymentKey] {
            try await store.list(filter, limit: limit).map(\.key)
        }
        #expect(try await list(PaymentFilter()) == [asynchronous, waiting, read, unread])
        #expect(try await list(PaymentFilter(), limit: 1) == [asynchronous])
        #expect(try await list(PaymentFilter(state: .paid)) == [asynchronous, read, unread])
        #expect(try await list(PaymentFilter(flaggedOnly: true)) == [waiting])
        #expect(try await list(PaymentFilter(unreadBefore: .after(11))) == [unread])
        #expect(try await list(PaymentFilter(unreadBefore: .after(10))).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func whatWantsAPersonsEyeIsCounted(_ kind: StoreKind) async throws {
        let store = try kind.open()
        for (number, flow) in [Flow.synchronous, .synchronous, .asynchronous, .asynchronous].enumerated() {
            let order = OrderID(mall: "mall", shop: 1, number: String(number))
            let payment = try await store.openAttempt(.sample(order: order, flow: flow))
            try await store.settle(payment.key, .paid())
            guard number == 0 else { continue }
            try await store.change(payment.key) { $0.raise(.misconfigured, at: .after(11)) }
        }
        let parked = try #require(try await store.notifications(state: nil, limit: 1).first)
        try await store.recordDelivery(of: parked, trouble: "gone", next: nil, at: .after(12))
        let tally = try await store.tally(unreadBefore: .after(11))
        #expect(tally == Tally(unread: 2, flagged: 1, waiting: 1, parked: 1))
        #expect(try await store.tally(unreadBefore: .after(10)).unread == 0)
    }

    @Test(arguments: StoreKind.allCases)
    func paymentsThatAreNotAtRestAreCountedPerInstance(_ kind: StoreKind) async throws {
        let store = try kind.open()
        for (number, instance) in ["mock", "mock", "other", "third"].enumerated() {
            let order = OrderID(mall: "mall", shop: 1, number: String(number))
            let payment = try await store.openAttempt(.sample(order: order, instance: instance))
            if instance != "mock" { try await store.settle(payment.key, .paid()) }
            if instance == "third" {
                try await store.change(payment.key) { record in
                    _ = record.reserveRefund(Money(1_000, .krw), origin: .cafe24, at: .after(20))
                }
            }
        }
        #expect(try await store.openPayments() == ["mock": 2, "third": 1])
    }

    @Test(arguments: StoreKind.allCases)
    func paymentsWithMoneyToGiveBackAreCountedForOneInstance(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let snapshots: [(String, PaymentSnapshot?)] = [
            ("mock", .paid()), ("mock", .paid(cancelled: 5_000)), ("mock", .paid(cancelled: 12_000)),
            ("mock", .unpaid(.expired)), ("mock", nil), ("other", .paid()),
        ]
        for (number, (instance, snapshot)) in snapshots.enumerated() {
            let order = OrderID(mall: "mall", shop: 1, number: String(number))
            let payment = try await store.openAttempt(.sample(order: order, instance: instance))
            if let snapshot { try await store.settle(payment.key, snapshot) }
        }
        #expect(try await store.refundablePayments(of: "mock") == 2)
        #expect(try await store.refundablePayments(of: "other") == 1)
        #expect(try await store.refundablePayments(of: "third") == 0)
    }
}
