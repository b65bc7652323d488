import Foundation
import GRDB
import ProviderKit

/// The Admin API's tokens.
extension SQLiteStore {
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

    private static func tokenContext(_ mall: String) -> String { "token/\(mall)" }
}
