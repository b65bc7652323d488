import GRDB

extension Configuration {
    /// Opens the database that the configuration names.
    ///
    /// - Throws: ``DatabaseUnusable`` where it cannot be opened; ``DatabaseNotSupported`` for PostgreSQL.
    func openStore() throws -> any PaymentStore {
        let keys = sealingKeys.map { SealingKeys.Key(id: $0.id, key: $0.key) }
        guard let first = keys.first else { throw SealBroken() }
        guard case .sqlite(let path) = database else { throw DatabaseNotSupported() }
        do {
            return try SQLiteStore(path: path, keys: SealingKeys(first, Array(keys.dropFirst())))
        } catch let error as DatabaseError {
            throw DatabaseUnusable(path: path, error: error)
        }
    }
}

/// PostgreSQL is described in the design and not part of this build.
struct DatabaseNotSupported: Error, CustomStringConvertible {
    var description: String { "this build keeps payments in SQLite only; say \"database\": \"sqlite:gateway.sqlite\"" }
}

/// A file that is no database, or not one that may be written.
struct DatabaseUnusable: Error, CustomStringConvertible {
    let path: String
    let error: DatabaseError

    var description: String {
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        return
            "the database \(path) cannot be used: \(reason). Name another file at database, or put a backup in its place"
    }
}
