import Foundation
import GRDB
import Logging
import ProviderKit

/// Payments in one SQLite file.
public final class SQLiteStore: PaymentStore {
    let pool: DatabasePool
    let writer: SQLiteWriter
    let keys: SealingKeys
    let absentKeys: AbsentKeys
    let closed: ClosedPayments
    private let folder: TemporaryFolder?

    /// How long a write waits for another process, an operator's command, to finish its own.
    static let busyTimeout: TimeInterval = 10

    /// Opens the file, creates it where it is missing, and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - keys: Among them must be all that have sealed there.
    ///   - logger: For payments that cannot be opened all the same.
    /// - Throws: The database's error, ``SchemaTooNew`` or ``SealingKeysMissing``.
    public convenience init(path: String, keys: SealingKeys, logger: Logger? = nil) throws {
        try self.init(path: path, keys: keys, folder: nil, logger: logger)
    }

    /// A store for trying things out: its file is gone when the store is.
    public convenience init(temporaryWith keys: SealingKeys) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("ledger.sqlite").path
        try self.init(path: path, keys: keys, folder: folder, logger: nil)
    }

    private init(path: String, keys: SealingKeys, folder: TemporaryFolder?, logger: Logger?) throws {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(Self.busyTimeout)
        configuration.foreignKeysEnabled = true
        Self.createForOwner(path)
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction(Self.prepareWriter)
        try SQLiteMigrations.run(on: pool)
        let register = KeyRegister(keys: keys)
        try pool.read(register.check)
        let absentKeys = AbsentKeys()
        self.absentKeys = absentKeys
        writer = SQLiteWriter(pool, beforeFirst: register.enter) { absentKeys.forgetAll() }
        self.keys = keys
        self.folder = folder
        closed = ClosedPayments(logger: logger)
    }

    private static func prepareWriter(_ db: Database) throws {
        // Setting up the write-ahead log leaves NORMAL behind, which loses commits when the power fails.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        // 64 MiB: the pages that new payments fall on, in a database of some hundred thousand.
        try db.execute(sql: "PRAGMA cache_size = -65536")
        // 32 MiB of log, in which most pages stand many times and are copied back once.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
        // 64 MiB: what a long reader or a burst made of it is given back to the disk.
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
    }

    /// Makes a missing file that only its owner reads; SQLite gives its log beside it the same mode. What stands in
    /// the way, SQLite says better.
    private static func createForOwner(_ path: String) {
        // One that is there is left alone: closing it would end the locks that SQLite has on it in this process.
        let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Foundation.close(descriptor) }
    }

    public func open(
        _ order: OrderID,
        at now: Timestamp,
        _ decide: @escaping @Sendable ([Payment]) -> Opening
    ) async throws -> Opening {
        try await writer.write { [keys] db in
            let rows = PaymentRows(db: db, keys: keys)
            let decision = decide(try rows.attempts(of: order))
            guard case .attempt(let new, let superseded) = decision else { return decision }
            try rows.insert(new, telling: .opened(new, at: now))
            for key in superseded {
                try rows.change(key) { $0.supersede(by: new.key, at: now) }
            }
            return decision
        }
    }

    public func change<Result: Sendable>(
        _ key: PaymentKey,
        _ rule: @escaping @Sendable (inout PaymentRecord) throws -> Result
    ) async throws -> Result {
        try await writer.write { [keys] db in
            try PaymentRows(db: db, keys: keys).change(key, rule)
        }
    }

    public func endLeases(at now: Timestamp) async throws {
        try await writer.write { db in
            try db.execute(
                literal: """
                    UPDATE cancellations SET next_attempt = \(now.milliseconds)
                    WHERE state = 'submitting' AND payment_key IN (
                        SELECT key FROM payments WHERE lease_until > \(now.milliseconds))
                    """
            )
            try db.execute(
                literal: """
                    UPDATE payments
                    SET lease_fence = lease_fence + 1, lease_until = 0,
                        next_look = MIN(COALESCE(next_look, \(now.milliseconds)), \(now.milliseconds))
                    WHERE lease_until > \(now.milliseconds)
                    """
            )
            // Whoever took a webhook is gone, too.
            try db.execute(
                literal: "UPDATE inbox SET next_attempt = \(now.milliseconds) WHERE next_attempt > \(now.milliseconds)"
            )
        }
    }

    public func close() async throws {
        try await pool.writeWithoutTransaction { db in
            // 1 s: whoever reads still may keep a part of the log in use, and the shutdown does not wait for it.
            try db.execute(sql: "PRAGMA busy_timeout = 1000")
            _ = try? db.checkpoint(.truncate)
        }
        try pool.close()
    }

    public func ping() async throws {
        _ = try await pool.read { try Int.fetchOne($0, sql: "SELECT 1") }
    }
}

extension LedgerEvent {
    /// The first line of every story.
    static func opened(_ payment: Payment, at now: Timestamp) -> LedgerEvent {
        let facts = [
            "amount": payment.amount.description, "flow": payment.flow.rawValue, "instance": payment.instance,
        ]
        return LedgerEvent(at: now, kind: .opened, by: "cafe24", facts: facts)
    }
}
