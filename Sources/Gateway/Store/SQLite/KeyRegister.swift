import Foundation
import GRDB

/// The keys that have sealed in a database, kept there to be compared with those that are configured.
///
/// What a key has sealed can never be opened without it, and what another one of the same id writes into a payment's
/// story can never be told from a forgery. So nothing is begun without each of them.
struct KeyRegister {
    let keys: SealingKeys

    /// - Throws: ``SealingKeysMissing`` where a key has sealed here and is not configured, or not as it was.
    func check(in db: Database) throws {
        var (gone, changed): ([String], [String]) = ([], [])
        for row in try Row.fetchAll(db, sql: "SELECT id, fingerprint FROM sealing_keys ORDER BY id") {
            let (id, kept): (String, Data) = (row[0], row[1])
            guard let configured = keys.fingerprint(of: id) else {
                gone.append(id)
                continue
            }
            if configured != kept { changed.append(id) }
        }
        guard gone.isEmpty, changed.isEmpty else { throw SealingKeysMissing(gone: gone, changed: changed) }
    }

    /// Enters the key that seals now. To be called in the first transaction that may hold something of it.
    ///
    /// - Throws: ``SealingKeysMissing``, where another process was faster with another key; the database's error.
    func enter(in db: Database) throws {
        try db.execute(
            literal: """
                INSERT OR IGNORE INTO sealing_keys (id, fingerprint)
                VALUES (\(keys.current), \(keys.fingerprint(of: keys.current)))
                """
        )
        try check(in: db)
    }
}

/// Keys that a database cannot do without.
struct SealingKeysMissing: Error, CustomStringConvertible {
    /// Ids of keys that are not configured.
    let gone: [String]
    /// Ids that now belong to other keys.
    let changed: [String]

    var description: String {
        let reasons =
            gone.map { id in
                "the key \(id) has sealed what the database holds, and sealingKeys has none of that id. "
                    + "Put it back, behind the key that is to seal from now on"
            }
            + changed.map { id in
                "the key \(id) in sealingKeys is not the one that has sealed under this id what the database holds. "
                    + "Put the earlier one back, and give the other an id of its own"
            }
        return reasons.joined(separator: "; ")
    }
}
