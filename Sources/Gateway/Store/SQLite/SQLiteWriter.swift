import GRDB
import Synchronization

/// The one connection that writes, and its group commit: writes that arrive during one `fsync` share the next.
///
/// A caller hands in a closure and waits until the transaction around it is on disk. The closures of one transaction
/// are kept apart (``SQLiteBatch``). There is no task and no service behind this: whoever finds the writer idle puts it
/// to work on the database's own queue, and a caller that is cancelled has no way to break off what runs there.
final class SQLiteWriter: Sendable {
    /// How many closures share a commit at most. It bounds how long the first of them waits for the last.
    static let largestBatch = 128

    private let database: any DatabaseWriter
    private let prepare: (@Sendable (Database) throws -> Void)?
    private let watch: ForeignCommits
    private let line = Mutex(Line())

    private struct Line: Sendable {
        var waiting: [SQLiteJob] = []
        var isDraining = false
        var isPrepared = false
    }

    /// - Parameters:
    ///   - database: Nobody else of this process writes it.
    ///   - prepare: Runs in a transaction of its own, before our first one.
    ///   - onForeignCommit: Runs before the next of our transactions is committed, where another process has committed.
    init(
        _ database: any DatabaseWriter,
        beforeFirst prepare: (@Sendable (Database) throws -> Void)? = nil,
        onForeignCommit: @escaping @Sendable () -> Void = {}
    ) {
        self.database = database
        self.prepare = prepare
        watch = ForeignCommits(tell: onForeignCommit)
    }

    /// Runs a closure in a transaction, and returns when that is committed.
    ///
    /// - Parameter body: Does nothing but read and write the database, since it may run more than once. What it throws
    ///   undoes its own changes and nobody else's.
    /// - Returns: What the closure returned in the run that was committed.
    /// - Throws: What the closure threw, or the database's error.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(
                SQLiteJob(
                    run: { db in
                        let value = try body(db)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) }
                )
            )
        }
    }

    private func enqueue(_ job: SQLiteJob) {
        let isIdle = line.withLock { line in
            line.waiting.append(job)
            defer { line.isDraining = true }
            return !line.isDraining
        }
        guard isIdle else { return }
        database.asyncWriteWithoutTransaction { db in
            while let batch = self.next() { self.commit(batch, in: db) }
        }
    }

    private func commit(_ batch: [SQLiteJob], in db: Database) {
        do {
            try prepareOnce(db)
        } catch {
            return batch.forEach { $0.fail(error) }
        }
        SQLiteBatch(jobs: batch, watch: watch).commit(in: db)
    }

    private func prepareOnce(_ db: Database) throws {
        guard let prepare, !line.withLock({ $0.isPrepared }) else { return }
        try db.inTransaction(.immediate) {
            try prepare(db)
            return .commit
        }
        line.withLock { $0.isPrepared = true }
    }

    private func next() -> [SQLiteJob]? {
        line.withLock { line in
            guard !line.waiting.isEmpty else {
                line.isDraining = false
                return nil
            }
            let batch = Array(line.waiting.prefix(Self.largestBatch))
            line.waiting.removeFirst(batch.count)
            return batch
        }
    }
}
