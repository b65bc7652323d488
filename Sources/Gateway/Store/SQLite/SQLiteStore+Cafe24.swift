import Foundation
import GRDB
import ProviderKit

/// What belongs to Cafe24 beside payments: carts on their way to one, and the Admin API's tokens.
extension SQLiteStore {
    public func saveCart(_ cart: Cart, mall: String, orderNumber: String, at now: Timestamp) async throws {
        let context = Self.cartContext(mall, orderNumber)
        let sealed = try keys.seal(try JSONEncoder().encode(cart), context: context)
        try await writer.write { db in
            try db.execute(
                literal: """
                    REPLACE INTO carts (mall, order_number, at, sealed)
                    VALUES (\(mall), \(orderNumber), \(now.milliseconds), \(sealed))
                    """
            )
        }
    }

    public func cart(mall: String, orderNumber: String) async throws -> (cart: Cart, shown: Int64?)? {
        try await pool.read { [keys] db in
            let statement = try db.cachedStatement(
                sql: "SELECT sealed, shown FROM carts WHERE mall = ? AND order_number = ?"
            )
            guard let row = try Row.fetchOne(statement, arguments: [mall, orderNumber]) else { return nil }
            let plain = try keys.open(row[0], context: Self.cartContext(mall, orderNumber))
            return (try JSONDecoder().decode(Cart.self, from: plain), row[1])
        }
    }

    public func noteShown(_ total: Money, mall: String, orderNumber: String) async throws {
        try await writer.write { db in
            try db.execute(
                literal: """
                    UPDATE carts SET shown = \(total.minorUnits)
                    WHERE mall = \(mall) AND order_number = \(orderNumber)
                    """
            )
        }
    }

    public func purgeCarts(sentBefore moment: Timestamp) async throws -> Int {
        try await writer.write { db in
            try db.execute(literal: "DELETE FROM carts WHERE at < \(moment.milliseconds)")
            return db.changesCount
        }
    }

    public func token(of mall: String) async throws -> StoredToken? {
        try await pool.read { [keys] db in
            let statement = try db.cachedStatement(sql: "SELECT sealed, version FROM tokens WHERE mall = ?")
            guard let row = try Row.fetchOne(statement, arguments: [mall]) else { return nil }
            let plain = try keys.open(row[0], context: Self.tokenContext(mall))
            return StoredToken(token: try JSONDecoder().decode(KeptToken.self, from: plain).token, version: row[1])
        }
    }

    public func saveToken(_ token: AdminToken, of mall: String, replacing version: Int64?) async throws -> Bool {
        let sealed = try keys.seal(try JSONEncoder().encode(KeptToken(token)), context: Self.tokenContext(mall))
        return try await writer.write { db in
            if let version {
                try db.execute(
                    literal: """
                        UPDATE tokens SET sealed = \(sealed), version = version + 1
                        WHERE mall = \(mall) AND version = \(version)
                        """
                )
            } else {
                try db.execute(
                    literal: "INSERT OR IGNORE INTO tokens (mall, version, sealed) VALUES (\(mall), 1, \(sealed))"
                )
            }
            return db.changesCount == 1
        }
    }

    private static func cartContext(_ mall: String, _ orderNumber: String) -> String {
        "cart/\(mall.utf8.count)/\(mall)/\(orderNumber)"
    }

    private static func tokenContext(_ mall: String) -> String { "token/\(mall)" }
}
