import Foundation
import GRDB
import ProviderKit

/// The storage of one provider instance.
struct SQLiteModuleStorage: ProviderStorage {
    let instance: String
    let pool: DatabasePool
    let writer: SQLiteWriter
    let absent: AbsentKeys

    /// In bytes of UTF-8.
    static let longestKey = 200
    static let largestValue = 256 * 1024

    func get(_ key: String) async throws(ProviderError) -> StoredValue? {
        try Self.check(key)
        let name = AbsentKeys.Name(instance: instance, key: key)
        guard let question = absent.ask(name) else { return nil }
        return try await asking { [pool, instance, absent] in
            var isAbsent = false
            defer { absent.answer(question, isAbsent: isAbsent) }
            // One question needs no transaction around it.
            let value = try await pool.unsafeRead { db in try Self.stored(key, of: instance, in: db) }
            isAbsent = value == nil
            return value
        }
    }

    func put(_ key: String, _ value: Data) async throws(ProviderError) {
        try Self.check(key, value)
        defer { absent.forget(AbsentKeys.Name(instance: instance, key: key)) }
        try await asking { [writer, instance] in
            try await writer.write { db in
                try Self.run(
                    """
                    INSERT INTO module_storage (instance, key, value) VALUES (?,?,?)
                    ON CONFLICT DO UPDATE SET value = excluded.value, version = excluded.version
                    """,
                    [instance, key, value],
                    in: db
                )
            }
        }
    }

    func compareAndSet(_ key: String, _ value: Data?, version: Int64?) async throws(ProviderError) -> Bool {
        try Self.check(key, value)
        defer { absent.forget(AbsentKeys.Name(instance: instance, key: key)) }
        return try await asking { [writer, instance] in
            try await writer.write { db in
                switch (value, version) {
                case (nil, nil): return try Self.stored(key, of: instance, in: db) == nil
                case (let value?, nil): try Self.insert(key, value, of: instance, in: db)
                case (let value?, let version?): try Self.update(key, value, of: instance, version, in: db)
                case (nil, let version?): try Self.delete(key, of: instance, version, in: db)
                }
                return db.changesCount == 1
            }
        }
    }

    private static func insert(_ key: String, _ value: Data, of instance: String, in db: Database) throws {
        try DirectStatement(
            "INSERT INTO module_storage (instance, key, value) VALUES (?,?,?) ON CONFLICT DO NOTHING",
            in: db
        ).run { row in
            row.add(instance)
            row.add(key)
            row.add(value)
        }
    }

    private static func update(
        _ key: String,
        _ value: Data,
        of instance: String,
        _ version: Int64,
        in db: Database
    ) throws {
        try run(
            """
            UPDATE module_storage SET value = ?, version = random() WHERE instance = ? AND key = ? AND version = ?
            """,
            [value, instance, key, version],
            in: db
        )
    }

    private static func delete(_ key: String, of instance: String, _ version: Int64, in db: Database) throws {
        try run(
            "DELETE FROM module_storage WHERE instance = ? AND key = ? AND version = ?",
            [instance, key, version],
            in: db
        )
    }

    func list(
        prefix: String,
        after: String?,
        limit: Int
    ) async throws(ProviderError) -> [(key: String, value: StoredValue)] {
        try await asking { [pool, instance] in
            try await pool.read { db in
                // No UTF-8 text holds a byte FF, so the prefix with one behind it is above all keys that begin so.
                try DirectStatement(
                    """
                    SELECT key, value, version FROM module_storage
                    WHERE instance = ?1 AND key >= ?2 AND key < ?2 || x'FF' AND key > ?3
                    ORDER BY key LIMIT ?4
                    """,
                    in: db
                ).rows([instance, prefix, after ?? "", max(0, limit)]) { columns in
                    (key: columns.value(), value: StoredValue(data: columns.value(), version: columns.value()))
                }
            }
        }
    }

    private static func stored(_ key: String, of instance: String, in db: Database) throws -> StoredValue? {
        try DirectStatement("SELECT value, version FROM module_storage WHERE instance = ? AND key = ?", in: db)
            .first([instance, key]) { StoredValue(data: $0.value(), version: $0.value()) }
    }

    private static func run(_ sql: String, _ values: DirectStatement.Values, in db: Database) throws {
        try DirectStatement(sql, in: db).run(values)
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
