import Foundation
import Logging

extension Configuration {
    /// Opens the database that the configuration names.
    ///
    /// - Parameters:
    ///   - creating: Whether a missing one is made; otherwise it is an error.
    ///   - logger: For what cannot be opened in it.
    /// - Returns: The open database.
    /// - Throws: ``DatabaseMissing``, ``DatabaseUnusable`` where it cannot be opened, ``DatabaseNotSupported`` for
    ///   PostgreSQL.
    func openStore(creating: Bool, logger: Logger) throws -> any PaymentStore {
        let keys = sealingKeys.map { SealingKeys.Key(id: $0.id, key: $0.key) }
        guard let first = keys.first else { throw SealBroken() }
        guard case .sqlite(let path) = database else { throw DatabaseNotSupported() }
        guard creating || FileManager.default.fileExists(atPath: path) else { throw DatabaseMissing(path: path) }
        do {
            return try SQLiteStore(path: path, keys: SealingKeys(first, Array(keys.dropFirst())), logger: logger)
        } catch {
            throw inWords(error)
        }
    }

    /// Gives the database's errors words that help; others stay what they are.
    func inWords(_ error: any Error) -> any Error {
        guard case .sqlite(let path) = database else { return error }
        return DatabaseUnusable(error, at: path) ?? error
    }
}

/// PostgreSQL is described in the design and not part of this build.
struct DatabaseNotSupported: Error, CustomStringConvertible {
    var description: String { "this build keeps payments in SQLite only; say \"database\": \"sqlite:gateway.sqlite\"" }
}

/// Nobody has served this database yet, and a command that only looks makes none.
public struct DatabaseMissing: Error, CustomStringConvertible {
    let path: String

    init(path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    public var description: String { "there is no database at \(path) yet; serve makes it" }
}
