import GRDB

/// A closure that waits for its transaction.
struct SQLiteJob: Sendable {
    /// Runs the closure, and returns how to tell its caller once that is committed.
    let run: @Sendable (Database) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
}

/// Closures that share a commit. Each caller is answered once, and none before the commit.
struct SQLiteBatch {
    let jobs: [SQLiteJob]
    let watch: ForeignCommits

    /// Runs all closures in one transaction; again and with savepoints between them where one of them throws; where
    /// that cannot be committed either, each in a transaction of its own.
    ///
    /// Hardly any throws, and savepoints cost all of them: SQLite copies each page once more behind every one.
    func commit(in db: Database) { commit(in: db, isApart: false) }

    private func commit(in db: Database, isApart: Bool) {
        do {
            try begin(db)
            try watch.look(in: db)
        } catch {
            rollBack(db)
            // Nobody's fault, and each on its own would only wait for the same lock again.
            return jobs.forEach { $0.fail(error) }
        }
        do {
            let answers = isApart ? try runApart(in: db) : try jobs.map { try $0.run(db) }
            try db.cachedStatement(sql: "COMMIT").execute()
            answers.forEach { $0() }
        } catch {
            rollBack(db)
            if jobs.count == 1 { return jobs[0].fail(error) }
            guard isApart else { return commit(in: db, isApart: true) }
            for job in jobs { SQLiteBatch(jobs: [job], watch: watch).commit(in: db) }
        }
    }

    private func begin(_ db: Database) throws {
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
    }

    /// - Returns: How to answer each caller after the commit.
    /// - Throws: What ended the transaction for all: SQLite rolls back by itself where a disk is full, say.
    private func runApart(in db: Database) throws -> [@Sendable () -> Void] {
        try jobs.map { job in
            try db.cachedStatement(sql: "SAVEPOINT job").execute()
            do {
                let answer = try job.run(db)
                try db.cachedStatement(sql: "RELEASE job").execute()
                return answer
            } catch {
                guard db.isInsideTransaction else { throw error }
                try db.cachedStatement(sql: "ROLLBACK TO job").execute()
                try db.cachedStatement(sql: "RELEASE job").execute()
                return { job.fail(error) }
            }
        }
    }

    /// Where even this fails, the next `BEGIN` fails as well and says so to its callers.
    private func rollBack(_ db: Database) {
        try? db.rollback()
    }
}
