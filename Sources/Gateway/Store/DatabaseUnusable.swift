import GRDB

/// Why a database cannot be worked with, and what to do about it.
struct DatabaseUnusable: Error, CustomStringConvertible {
    let description: String

    /// - Returns: `nil` for an error that is not the database's.
    init?(_ error: any Error, at path: String) {
        switch error {
        case let error as DatabaseError:
            description = Self.words(for: error, path)
        case let missing as SealingKeysMissing:
            description = "the database \(path) is not opened: \(missing)"
        case is SchemaTooNew:
            description =
                "the database \(path) was written by a later version of pg-gateway. "
                + "Run that version, or put back the backup that was made before it"
        default:
            return nil
        }
    }

    private static func words(for error: DatabaseError, _ path: String) -> String {
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            "another process holds the database \(path) locked. Let it end, then try again"
        case .SQLITE_FULL, .SQLITE_IOERR:
            "the database \(path) cannot be used: \(reason). Look at its disk, then try again"
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            "the database \(path) cannot be used: \(reason). Let this user write it and its folder, or name another file at database"
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            "the database \(path) cannot be used: \(reason). Name another file at database, or put a backup in its place"
        default:
            "the database \(path) cannot be used: \(reason)"
        }
    }
}
