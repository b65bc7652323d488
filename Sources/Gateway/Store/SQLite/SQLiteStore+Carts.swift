import Foundation
import GRDB
import ProviderKit

/// Carts on their way to a payment.
extension SQLiteStore {
    public func saveCart(
        _ cart: Cart,
        as key: CartKey,
        mall: String,
        orderNumber: String,
        at now: Timestamp
    ) async throws {
        let sealed = try keys.seal(try JSONEncoder().encode(cart), context: Self.cartContext(key))
        try await writer.write { db in
            try db.execute(
                literal: """
                    INSERT INTO carts (key, mall, order_number, at, sealed)
                    VALUES (\(key.text), \(mall), \(orderNumber), \(now.milliseconds), \(sealed))
                    ON CONFLICT (key) DO UPDATE SET at = excluded.at
                    """
            )
        }
    }

    public func cart(_ key: CartKey) async throws -> KeptCart? {
        try await carts(where: "key = ?", [key.text]).first
    }

    public func carts(mall: String, orderNumber: String) async throws -> [KeptCart] {
        try await carts(
            where: "mall = ? AND order_number = ? ORDER BY at DESC, rowid DESC LIMIT 50",
            [mall, orderNumber]
        )
    }

    public func cart(of payment: PaymentKey) async throws -> KeptCart? {
        try await carts(where: "payment_key = ?", [payment.text]).first
    }

    public func bind(_ payment: PaymentKey, to cart: CartKey, insteadOf earlier: CartKey?) async throws -> Bool {
        try await writer.write { db in
            let owner = try String.fetchOne(
                db,
                sql: "SELECT key FROM carts WHERE payment_key = ?",
                arguments: [payment.text]
            )
            guard owner == nil || owner == cart.text || owner == earlier?.text else { return false }
            try db.execute(literal: "UPDATE carts SET payment_key = NULL WHERE payment_key = \(payment.text)")
            try db.execute(literal: "UPDATE carts SET payment_key = \(payment.text) WHERE key = \(cart.text)")
            return true
        }
    }

    public func noteShown(_ total: Money, of cart: CartKey) async throws {
        try await writer.write { db in
            try db.execute(literal: "UPDATE carts SET shown = \(total.minorUnits) WHERE key = \(cart.text)")
        }
    }

    public func saveAddress(_ address: ShippingAddress, of cart: CartKey) async throws {
        let context = Self.cartContext(cart)
        try await writer.write { [keys] db in
            guard
                let sealed = try Data.fetchOne(
                    db,
                    sql: "SELECT sealed FROM carts WHERE key = ?",
                    arguments: [cart.text]
                )
            else { return }
            var kept = try JSONDecoder().decode(Cart.self, from: try keys.open(sealed, context: context))
            kept.address = address
            let again = try keys.seal(try JSONEncoder().encode(kept), context: context)
            try db.execute(literal: "UPDATE carts SET sealed = \(again) WHERE key = \(cart.text)")
        }
    }

    public func purgeCarts(sentBefore moment: Timestamp) async throws -> Int {
        try await writer.write { db in
            try db.execute(literal: "DELETE FROM carts WHERE at < \(moment.milliseconds)")
            return db.changesCount
        }
    }

    private func carts(where condition: String, _ values: [String]) async throws -> [KeptCart] {
        try await pool.read { [keys] db in
            let columns = "key, mall, order_number, shown, payment_key, sealed"
            let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM carts WHERE \(condition)")
            return try Row.fetchAll(statement, arguments: StatementArguments(values)).compactMap { row in
                guard let key = CartKey(row["key"] as String) else { return nil }
                let plain = try keys.open(row["sealed"], context: Self.cartContext(key))
                return KeptCart(
                    key: key,
                    mall: row["mall"],
                    orderNumber: row["order_number"],
                    cart: try JSONDecoder().decode(Cart.self, from: plain),
                    shown: row["shown"],
                    payment: (row["payment_key"] as String?).flatMap { PaymentKey($0) }
                )
            }
        }
    }

    private static func cartContext(_ key: CartKey) -> String { "cart/\(key.text)" }
}
