import Foundation
import GRDB
import ProviderKit

/// The storage of one provider instance.
struct SQLiteModuleStorage: ProviderStorage {
    let instance: String
    let pool: DatabasePool
    let writer: SQLiteWriter

    /// In bytes of UTF-8.
    static let longestKey = 200
    static let largestValue = 256 * 1024

    func get(_ key: String) async throws(ProviderError) -> StoredValue? {
        try Self.check(key)
        return try await asking { [pool, instance] in
            try await pool.read { db in
                let statement = try db.cachedStatement(
                    sql: "SELECT value, version FROM module_storage WHERE instance = ? AND key = ?"
                )
                return try Row.fetchOne(statement, arguments: [instance, key]).map {
                    StoredValue(data: $0[0], version: $0[1])
                }
            }
        }
    }

    func put(_ key: String, _ value: Data) async throws(ProviderError) {
        try Self.check(key, value)
        try await asking { [writer, instance] in
            try await writer.write { db in
                // Replacing is removing and adding, so that the row gets a new version.
                try db.cachedStatement(sql: "REPLACE INTO module_storage (instance, key, value) VALUES (?,?,?)")
                    .execute(arguments: [instance, key, value])
            }
        }
    }

    func compareAndSet(_ key: String, _ value: Data?, version: Int64?) async throws(ProviderError) -> Bool {
        try Self.check(key, value)
        return try await asking { [writer, instance] in
            try await writer.write { db in
                guard try Self.take(key, version: version, of: instance, in: db) else { return false }
                if let value {
                    try db.cachedStatement(sql: "INSERT INTO module_storage (instance, key, value) VALUES (?,?,?)")
                        .execute(arguments: [instance, key, value])
                }
                return true
            }
        }
    }

    func list(
        prefix: String,
        after: String?,
        limit: Int
    ) async throws(ProviderError) -> [(key: String, value: StoredValue)] {
        try await asking { [pool, instance] in
            try await pool.read { db in
                // No UTF-8 text holds a byte FF, so the prefix with one behind it is above all keys that begin so.
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT key, value, version FROM module_storage
                        WHERE instance = :instance AND key >= :prefix AND key < :prefix || x'FF' AND key > :after
                        ORDER BY key LIMIT :limit
                        """
                )
                let rows = try Row.fetchAll(
                    statement,
                    arguments: ["instance": instance, "prefix": prefix, "after": after ?? "", "limit": max(0, limit)]
                )
                return rows.map { (key: $0[0], value: StoredValue(data: $0[1], version: $0[2])) }
            }
        }
    }

    /// Removes the value of a version, so that another one can take its place.
    ///
    /// - Returns: Whether that version was there, or, where it is `nil`, whether nothing is.
    private static func take(_ key: String, version: Int64?, of instance: String, in db: Database) throws -> Bool {
        guard let version else {
            let statement = try db.cachedStatement(
                sql: "SELECT NOT EXISTS (SELECT 1 FROM module_storage WHERE instance = ? AND key = ?)"
            )
            return try Bool.fetchOne(statement, arguments: [instance, key]) ?? false
        }
        try db.cachedStatement(sql: "DELETE FROM module_storage WHERE instance = ? AND key = ? AND version = ?")
            .execute(arguments: [instance, key, version])
        return db.changesCount == 1
    }

    /// A key is text that SQLite keeps whole, so without `NUL`, and not empty.
    private static func check(_ key: String, _ value: Data? = nil) throws(ProviderError) {
        guard (1...longestKey).contains(key.utf8.count), !key.utf8.contains(0) else {
            throw ProviderError(.invalidRequest, "a storage key has 1 to \(longestKey) bytes")
        }
        guard (value?.count ?? 0) <= largestValue else {
            throw ProviderError(.invalidRequest, "a stored value has at most \(largestValue) bytes")
        }
    }

    /// Tells a module of the database's troubles in the words of its contract.
    private func asking<Value: Sendable>(
        _ body: @Sendable () async throws -> Value
    ) async throws(ProviderError) -> Value {
        do {
            return try await body()
        } catch {
            throw ProviderError(.temporary, "the gateway's database could not be asked")
        }
    }
}
