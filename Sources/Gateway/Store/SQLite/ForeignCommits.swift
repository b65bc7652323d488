import GRDB
import Synchronization

/// Notices when another process has committed to the database: an operator's command beside `serve`.
///
/// SQLite counts for each connection the commits of all others (`PRAGMA data_version`). The others of this process only
/// read, so what the writer's connection counts comes from outside.
final class ForeignCommits: Sendable {
    private let tell: @Sendable () -> Void
    private let version = Mutex<Int64?>(nil)

    init(tell: @escaping @Sendable () -> Void) {
        self.tell = tell
    }

    /// To be called in a transaction of the writer, which sees all that was committed before it.
    ///
    /// - Throws: The database's error.
    func look(in db: Database) throws {
        let now = try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
        let hasChanged = version.withLock { version in
            defer { version = now }
            return version != now
        }
        if hasChanged { tell() }
    }
}
