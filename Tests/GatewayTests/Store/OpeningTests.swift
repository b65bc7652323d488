import ProviderKit
import Testing

@testable import Gateway

/// One order, many requests (ledger, rule 8).
@Suite struct StoreOpeningTests {
    @Test(arguments: StoreKind.allCases)
    func equalRequestsAtOnceOpenOneAttempt(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let openings = try await withThrowingTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    let new = Payment.sample()
                    return try await store.open(.sample, at: .start) {
                        Opening.decide(.sample(), among: $0, new: new, at: .start)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let made = openings.compactMap { if case .attempt(let payment, _) = $0 { payment.key } else { nil } }
        let joined = openings.compactMap { if case .inProgress(let key) = $0 { key } else { nil } }
        #expect(made.count == 1)
        #expect(Set(joined) == Set(made))
        #expect(joined.count == 15)
        #expect(try await store.payments(orderNumber: OrderID.sample.number).map(\.key) == made)
    }

    @Test(arguments: StoreKind.allCases)
    func anotherAmountSupersedesTheUnpaidAttempt(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let first = try await store.openAttempt()
        let second = try await store.openAttempt(.sample(won: 9_000), at: .after(60))

        let attempts = try await store.payments(orderNumber: OrderID.sample.number)
        #expect(attempts.map(\.key) == [second.key, first.key])
        #expect(attempts.map(\.superseded) == [nil, .after(60)])
        let void = try #require(try await store.cancellations(of: first.key).first)
        #expect(void.kind == .void)
        #expect(void.origin == .superseded)
        let story = try await store.story(of: first.key)
        #expect(story.events.map(\.kind).suffix(2) == [.superseded, .cancellationReserved])
    }

    @Test(arguments: StoreKind.allCases)
    func ordersOfOtherMallsAndShopsAreOtherOrders(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let number = OrderID.sample.number
        for order in [
            OrderID.sample, OrderID(mall: "other", shop: 1, number: number),
            OrderID(mall: OrderID.sample.mall, shop: 2, number: number),
        ] {
            let payment = try await store.openAttempt(.sample(order: order))
            #expect(try await store.settle(payment.key, .paid()).holdsOrder)
        }
        #expect(try await store.payments(orderNumber: number).count == 3)
    }

    @Test(arguments: StoreKind.allCases)
    func twoAttemptsOfOneOrderAreNeverBothApprovable(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let keys = try await insertTwoAttempts(in: store)
        try await store.change(keys[0]) { $0.payment.holdsOrder = true }
        await #expect(throws: StoreError.orderHeldElsewhere) {
            try await store.change(keys[1]) { record in
                record.payment.holdsOrder = true
                record.note(.stateChanged, by: "test", at: .start)
            }
        }
        #expect(try await store.payment(keys[1])?.holdsOrder == false)
        #expect(try await store.story(of: keys[1]).events.count == 1, "its events are undone with it")
    }

    @Test(arguments: StoreKind.allCases)
    func ofTwoAttemptsThatAreApprovedAtOnceOneIs(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let keys = try await insertTwoAttempts(in: store)
        let wins = await withTaskGroup { group in
            for key in keys {
                group.addTask { (try? await store.change(key) { $0.payment.holdsOrder = true }) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
    }

    /// Two attempts that know nothing of each other, as no rule would make them.
    private func insertTwoAttempts(in store: any PaymentStore) async throws -> [PaymentKey] {
        let attempts = [Payment.sample(), Payment.sample()]
        for attempt in attempts {
            _ = try await store.open(.sample, at: .start) { _ in .attempt(attempt, superseding: []) }
        }
        return attempts.map(\.key)
    }
}
