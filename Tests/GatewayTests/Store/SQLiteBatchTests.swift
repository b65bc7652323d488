import Foundation
import GRDB
import Synchronization
import Testing

@testable import Gateway

/// The group commit: who is told what, and when.
@Suite struct SQLiteBatchTests {
    private let folder: TemporaryFolder
    private let pool: DatabasePool

    init() throws {
        folder = try TemporaryFolder()
        pool = try DatabasePool(path: folder.url.appendingPathComponent("t.sqlite").path)
        try pool.write { db in
            try db.execute(sql: "CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER UNIQUE)")
            try db.execute(sql: "CREATE TABLE child (id REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")
        }
    }

    @Test func allShareOneCommitAndNobodyIsToldBeforeIt() throws {
        let result = try commit(3)
        #expect(result.succeeded == [0, 1, 2])
        #expect(result.commits == 1)
        #expect(!result.wasToldEarly)
    }

    @Test func whatOneThrowsUndoesItsOwnChangesOnly() throws {
        let result = try commit(5) { _, turn in if turn == 2 { throw Unexpected() } }
        #expect(result.succeeded == [0, 1, 3, 4])
        #expect(result.kept == [0, 1, 3, 4])
        #expect(result.commits == 1)
    }

    /// A reference that leads nowhere, and is checked at the end, spoils the commit for all.
    @Test func whereTheSharedCommitFailsEachIsTriedAlone() throws {
        let result = try commit(5) { db, turn in
            if turn == 2 { try db.execute(sql: "INSERT INTO child VALUES (1)") }
        }
        #expect(result.succeeded == [0, 1, 3, 4])
        #expect(result.kept == [0, 1, 3, 4])
        #expect(!result.wasToldEarly)
    }

    /// SQLite ends a transaction by itself where a disk is full, say.
    @Test func whereTheTransactionIsGoneEachIsTriedAlone() throws {
        let result = try commit(5) { db, turn in
            if turn == 2 { try db.execute(sql: "INSERT OR ROLLBACK INTO t VALUES (2)") }
        }
        #expect(result.succeeded == [0, 1, 3, 4])
        #expect(result.kept == [0, 1, 3, 4])
    }

    @Test func whoComesAloneGetsTheSameAnswers() throws {
        #expect(try commit(1).succeeded == [0])
        let failed = try commit(1) { _, _ in throw Unexpected() }
        #expect(failed.succeeded.isEmpty)
        #expect(failed.kept == [0], "what the first one wrote")
    }

    @Test func theWriterAnswersEachCallerWithItsOwn() async throws {
        let writer = SQLiteWriter(pool)
        let answers = await withTaskGroup { group in
            for turn in 0..<300 {
                group.addTask {
                    try? await writer.write { db in
                        try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [turn])
                        if turn.isMultiple(of: 10) { throw Unexpected() }
                        return turn
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        let expected = (0..<300).filter { !$0.isMultiple(of: 10) }
        #expect(answers.sorted() == expected)
        #expect(try await pool.read { try Int.fetchAll($0, sql: "SELECT id FROM t ORDER BY id") } == expected)
    }

    /// A caller that went away has no part in what was begun for others, or for itself.
    @Test func aCallerThatIsCancelledBreaksNothingOff() async throws {
        let writer = SQLiteWriter(pool)
        let caller = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await writer.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
        }
        try await caller.value
        #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM t") } == 1)
    }

    private struct Outcome: Sendable {
        var succeeded: [Int] = []
        var wasToldEarly = false
        var commits = 0
        var kept: [Int] = []
    }

    /// Runs a batch whose jobs each insert their number before they do what the test wants.
    private func commit(
        _ count: Int,
        _ body: @escaping @Sendable (Database, Int) throws -> Void = { _, _ in }
    ) throws -> Outcome {
        let outcome = Mutex(Outcome())
        let observer = CommitCounter { outcome.withLock { $0.commits += 1 } }
        let jobs = (0..<count).map { turn in
            SQLiteJob(
                run: { db in
                    try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [turn])
                    try body(db, turn)
                    return {
                        outcome.withLock {
                            $0.succeeded.append(turn)
                            $0.wasToldEarly = $0.wasToldEarly || $0.commits == 0
                        }
                    }
                },
                fail: { _ in }
            )
        }
        pool.add(transactionObserver: observer)
        pool.writeWithoutTransaction { SQLiteBatch(jobs: jobs, watch: ForeignCommits {}).commit(in: $0) }
        pool.remove(transactionObserver: observer)
        let kept = try pool.read { try Int.fetchAll($0, sql: "SELECT id FROM t ORDER BY id") }
        return outcome.withLock { outcome in
            outcome.kept = kept
            return outcome
        }
    }
}

/// Counts transactions that reached the disk.
private final class CommitCounter: TransactionObserver {
    private let didCommit: @Sendable () -> Void

    init(_ didCommit: @escaping @Sendable () -> Void) {
        self.didCommit = didCommit
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { didCommit() }
    func databaseDidRollback(_ db: Database) {}
}
