import Foundation
import GRDB
import ProviderKit
import Testing

@testable import Gateway

/// Carts: anybody can send some, for anybody's order.
@Suite struct CartTests {
    private let store: SQLiteStore
    private let buyer = CartSender("buyer")
    private let order = OrderID.sample

    init() throws { store = try SQLiteStore(temporaryWith: .sample) }

    private func save(_ key: CartKey, of sender: CartSender, at now: Timestamp) async throws {
        try await store.saveCart(.sample, as: key, of: sender, mall: order.mall, orderNumber: order.number, at: now)
    }

    private func latest(of sender: CartSender) async throws -> CartKey? {
        try await store.latestCart(of: sender, mall: order.mall, orderNumber: order.number)?.key
    }

    private func kept(_ keys: [CartKey]) async throws -> [Bool] {
        var kept: [Bool] = []
        for key in keys { kept.append(try await store.cart(key) != nil) }
        return kept
    }

    /// That the others' are broken shows that nobody opens them.
    @Test func howeverManyOthersSendNoneOfTheirCartsIsOpened() async throws {
        let own = try CartKey.made(0)
        try await save(own, of: buyer, at: .start)
        for number in 1...60 {
            try await save(try .made(number), of: CartSender("guesser \(number % 20)"), at: .after(number))
        }
        try await store.writer.write { try $0.execute(sql: "UPDATE carts SET sealed = x'00' WHERE sender <> 'buyer'") }
        #expect(try await latest(of: buyer) == own)
        #expect(try await latest(of: CartSender("nobody")) == nil)
        #expect(try await store.latestCart(of: buyer, mall: "othermall", orderNumber: order.number) == nil)
        #expect(try await store.latestCart(of: buyer, mall: order.mall, orderNumber: "1") == nil)
    }

    @Test func theLatestCartIsTheSenders() async throws {
        let (first, second) = (try CartKey.made(1), try CartKey.made(2))
        try await save(first, of: buyer, at: .start)
        try await save(second, of: buyer, at: .start)
        #expect(try await latest(of: buyer) == second)
        try await save(first, of: buyer, at: .after(1))
        #expect(try await latest(of: buyer) == first)
    }

    @Test func ofASendersCartsForAnOrderTheLatestFiveAreKept() async throws {
        let others = try CartKey.made(100)
        try await save(others, of: CartSender("other"), at: .start)
        let keys = try (1...7).map(CartKey.made)
        for (number, key) in keys.enumerated() { try await save(key, of: buyer, at: .after(number)) }
        #expect(try await kept(keys) == [false, false, true, true, true, true, true])
        #expect(try await store.cart(others) != nil)
    }

    @Test func aCartStaysAsLongAsItsAttemptCounts() async throws {
        let payment = try await store.openAttempt()
        let keys = try (1...12).map(CartKey.made)
        try await save(keys[0], of: buyer, at: .start)
        try await store.bind(payment.key, to: keys[0])
        for (number, key) in keys.enumerated().dropFirst().prefix(6) {
            try await save(key, of: buyer, at: .after(number))
        }
        #expect(try await store.cart(of: payment.key)?.key == keys[0])
        _ = try await store.openAttempt(.sample(won: 9_000), at: .after(60))
        try await save(keys[7], of: buyer, at: .after(61))
        #expect(try await store.cart(keys[0]) == nil)
    }

    @Test func aClockThatWasSetBackTakesNobodysCart() async throws {
        for number in 1...5 { try await save(try .made(number), of: buyer, at: .after(100 + number)) }
        let late = try CartKey.made(6)
        try await save(late, of: buyer, at: .start)
        #expect(try await store.cart(late) != nil)
    }

    @Test func aPaymentIsForTheCartItWasBoundToLast() async throws {
        let payment = try await store.openAttempt()
        let (first, second) = (try CartKey.made(1), try CartKey.made(2))
        for key in [first, second] { try await save(key, of: buyer, at: .start) }
        for key in [first, second, second] { try await store.bind(payment.key, to: key) }
        #expect(try await store.cart(of: payment.key)?.key == second)
        #expect(try await store.cart(first)?.payment == nil)
    }

    /// Such a cart is found by its key; who has none sends it again.
    @Test func aCartOfBeforeHasNoSender() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("ledger.sqlite").path
        let old = try SQLiteStore(path: path, keys: .sample)
        let (key, mall, number) = (try CartKey.made(1), order.mall, order.number)
        try await old.saveCart(.sample, as: key, of: buyer, mall: mall, orderNumber: number, at: .start)
        let payment = try await old.openAttempt()
        try await old.writer.write { db in
            try db.execute(
                sql: """
                    DROP INDEX carts_of_sender;
                    ALTER TABLE carts DROP COLUMN sender;
                    ALTER TABLE payments DROP COLUMN sender;
                    CREATE INDEX carts_of_order ON carts (mall, order_number);
                    DELETE FROM grdb_migrations WHERE identifier LIKE '% senders of carts';
                    """
            )
        }
        try await old.close()

        let store = try SQLiteStore(path: path, keys: .sample)
        #expect(try await store.cart(key)?.cart == .sample)
        #expect(try await store.latestCart(of: buyer, mall: mall, orderNumber: number) == nil)
        #expect(try await store.payment(payment.key)?.sender == nil)
        try await store.saveCart(.sample, as: key, of: buyer, mall: mall, orderNumber: number, at: .after(1))
        #expect(try await store.latestCart(of: buyer, mall: mall, orderNumber: number)?.key == key)
    }
}

extension CartKey {
    fileprivate static func made(_ number: Int) throws -> CartKey {
        let digits = String(number)
        return try #require(CartKey(String(repeating: "0", count: 40 - digits.count) + digits))
    }
}
