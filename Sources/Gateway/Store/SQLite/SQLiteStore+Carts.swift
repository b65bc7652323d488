import Foundation
import GRDB
import ProviderKit

/// Carts on their way to a payment.
extension SQLiteStore {
    public func saveCart(
        _ cart: Cart,
        as key: CartKey,
        of sender: CartSender,
        mall: String,
        orderNumber: String,
        at now: Timestamp
    ) async throws {
        let sealed = try keys.seal(try cart.encoded(), context: Self.cartContext(key))
        try await writer.write { db in
            try db.execute(
                literal: """
                    INSERT INTO carts (key, mall, order_number, sender, at, sealed)
                    VALUES (\(key.text), \(mall), \(orderNumber), \(sender.text), \(now.milliseconds), \(sealed))
                    ON CONFLICT (key) DO UPDATE SET at = excluded.at, sender = excluded.sender
                    """
            )
            try Self.forgetOlder(than: key, of: sender, mall: mall, orderNumber: orderNumber, in: db)
        }
    }

    /// Five are more than a buyer changes a cart for one order number. A clock that was set back takes nobody's last.
    private static func forgetOlder(
        than key: CartKey,
        of sender: CartSender,
        mall: String,
        orderNumber: String,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                DELETE FROM carts
                WHERE mall = \(mall) AND order_number = \(orderNumber) AND sender = \(sender.text)
                    AND key <> \(key.text)
                    AND rowid NOT IN (
                        SELECT rowid FROM carts
                        WHERE mall = \(mall) AND order_number = \(orderNumber) AND sender = \(sender.text)
                        ORDER BY at DESC, rowid DESC LIMIT 5)
                    AND NOT EXISTS (
                        SELECT 1 FROM payments WHERE payments.key = carts.payment_key AND superseded IS NULL)
                """
        )
    }

    public func cart(_ key: CartKey) async throws -> KeptCart? {
        try await carts(where: "key = ?", [key.text]).first
    }

    public func latestCart(of sender: CartSender, mall: String, orderNumber: String) async throws -> KeptCart? {
        try await carts(
            where: "mall = ? AND order_number = ? AND sender = ? ORDER BY at DESC, rowid DESC LIMIT 1",
            [mall, orderNumber, sender.text]
        ).first
    }

    public func cart(of payment: PaymentKey) async throws -> KeptCart? {
        try await carts(where: "payment_key = ?", [payment.text]).first
    }

    public func bind(_ payment: PaymentKey, to cart: CartKey) async throws {
        try await writer.write { db in
            try db.execute(literal: "UPDATE carts SET payment_key = NULL WHERE payment_key = \(payment.text)")
            try db.execute(literal: "UPDATE carts SET payment_key = \(payment.text) WHERE key = \(cart.text)")
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
            let again = try keys.seal(try kept.encoded(), context: context)
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
