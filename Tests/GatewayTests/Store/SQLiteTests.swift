import Foundation
import GRDB
import ProviderKit
import Testing

@testable import Gateway

/// What only the SQLite store promises, or only its file can show.
@Suite struct SQLiteTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        path = folder.url.appendingPathComponent("ledger.sqlite").path
        store = try SQLiteStore(path: path, keys: .sample)
    }

    @Test func eachCommitReachesTheDisk() async throws {
        let full = try await store.writer.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(full == 2)
        let mode = try await store.writer.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
        #expect(try await store.writer.write { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
    }

    @Test func everythingIsThereAfterARestart() async throws {
        let payment = try await store.openAttempt(references: ["session-1"])
        let paid = try await store.settle(payment.key, .paid())
        try await store.change(payment.key) { record in
            _ = record.reserveRefund(Money(1_000, .krw), origin: .cafe24, at: .after(20))
        }
        try await store.storage(of: "mock").put("a", Data([1]))

        let again = try SQLiteStore(path: path, keys: .sample)
        #expect(try await again.payment(payment.key)?.paid == paid.paid)
        #expect(try await again.payment(payment.key) == store.payment(payment.key))
        #expect(try await again.cancellations(of: payment.key) == store.cancellations(of: payment.key))
        #expect(try await again.story(of: payment.key).isWhole)
        #expect(try await again.evidence(of: payment.key).count == 1)
        #expect(try await again.storage(of: "mock").get("a")?.data == Data([1]))
    }

    /// Evidence cannot be deleted, so nobody may fill the disk with it.
    @Test func returnsLeaveEachPieceOfEvidenceOnceAndNotWithoutEnd() async throws {
        let key = try await store.openAttempt(references: ["session-1"]).key
        for number in [1, 1, 1] + Array(2...40) {
            let message = InboundMessage(method: "GET", path: "/", query: "n=\(number)")
            try await store.change(key) { $0.keep(.returned(message, via: .success)) }
            if number == 1 { #expect(try await evidenceRows() == 1) }
        }
        #expect(try await evidenceRows() == 20)
        try await store.change(key) { $0.keep(.notified(InboundMessage(method: "POST", path: "/", query: ""))) }
        #expect(try await evidenceRows() == 21, "what a PG signed is kept all the same")
        let genuine = InboundMessage(method: "GET", path: "/", query: "n=genuine")
        for _ in 1...2 {
            try await store.change(key) { $0.keep(.returned(genuine, via: .success), beginning: true) }
        }
        #expect(try await evidenceRows() == 22, "and so is what an approval is begun with")
    }

    private func evidenceRows() async throws -> Int? {
        try await store.writer.write { try Int.fetchOne($0, sql: "SELECT count(*) FROM evidence") }
    }

    @Test(arguments: [
        "UPDATE events SET by = 'somebody else' WHERE position = 3",
        "UPDATE events SET facts = '{}' WHERE position = 3",
        "UPDATE events SET facts = 'no JSON' WHERE position = 3",
        "UPDATE events SET at = at + 1 WHERE position = 1",
        "UPDATE events SET kind = 'no such kind' WHERE position = 2",
        "UPDATE events SET key_id = 'other' WHERE position = 2",
        "DELETE FROM events WHERE position = 2",
        "DELETE FROM events WHERE position = (SELECT MAX(position) FROM events)",
        "UPDATE events SET position = 99 WHERE position = 2; UPDATE events SET position = 2 WHERE position = 3",
        "UPDATE payments SET chain_length = chain_length - 1",
        """
        INSERT INTO events (payment_id, position, at, kind, by, facts, key_id, link)
        SELECT payment_id, position + 1, at, kind, by, facts, key_id, link FROM events
        ORDER BY position DESC LIMIT 1
        """,
    ])
    func aStoryThatWasTamperedWithIsNotWhole(_ sql: String) async throws {
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        #expect(try await store.story(of: payment.key).isWhole)
        try await tamper("DROP TRIGGER events_stay; DROP TRIGGER events_are_kept")
        try await tamper(sql)
        #expect(try await !store.story(of: payment.key).isWhole)
    }

    @Test(arguments: [
        "UPDATE events SET by = 'somebody else'", "DELETE FROM events",
        "UPDATE evidence SET at = 0", "DELETE FROM evidence",
        "UPDATE payments SET paid = 100, reserved = 60, cancelled = 50",
        "UPDATE payments SET reserved = -1", "UPDATE payments SET amount = 0", "UPDATE payments SET state = 'gone'",
        "UPDATE payments SET paid = 'many'", "DELETE FROM payments",
        "UPDATE cancellations SET state = 'gone'",
    ])
    func theDatabaseItselfRefusesWhatMustNotBe(_ sql: String) async throws {
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        try await store.change(payment.key) { $0.reserveVoid(origin: .operator, at: .start) }
        let error = await #expect(throws: DatabaseError.self) { try await tamper(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
    }

    @Test func secretsAreSealedInTheFile() async throws {
        let payment = try await store.openAttempt()
        try await store.change(payment.key) { record in
            record.payment.moduleState = ModuleState(bytes: Data("secret-state".utf8))
            _ = record.claim(.returned(), approving: true, by: "buyer", at: .start, lease: .seconds(30))
        }
        let account = ProviderAccount(
            instance: "mock",
            reference: "shop-a",
            environment: .test,
            fields: ["key": [Secret("secret-key")]]
        )
        try await store.remember(account, module: "mock", at: .start)

        let files = try [path, path + "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        let encoded = Data("token=secret-token".utf8).base64EncodedString()
        for secret in ["secret-token", encoded, "secret-state", "secret-key"] {
            #expect(files.allSatisfy { $0.range(of: Data(secret.utf8)) == nil })
        }
        #expect(files.contains { $0.range(of: Data(payment.key.text.utf8)) != nil }, "or the search proves nothing")
    }

    @Test func whatAnotherKeySealedStaysClosed() async throws {
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        try await tamper("DELETE FROM sealing_keys")
        let stranger = try SQLiteStore(path: path, keys: .sample("second", 8))
        await #expect(throws: SealBroken.self) { try await stranger.evidence(of: payment.key) }
        #expect(try await !stranger.story(of: payment.key).isWhole)
    }

    @Test func twoProcessesWriteSideBySide() async throws {
        let other = try SQLiteStore(path: path, keys: .sample)
        let payment = try await store.openAttempt()
        try await withThrowingDiscardingTaskGroup { group in
            for turn in 0..<64 {
                let store = turn.isMultiple(of: 2) ? store : other
                group.addTask { try await store.change(payment.key) { $0.payment.reads += 1 } }
            }
        }
        #expect(try await other.payment(payment.key)?.reads == 64)
    }

    /// `payments refund` beside `serve`, say: what its module has written is there for the one who claims after it.
    @Test func whatAnotherProcessWroteIsFoundBehindAnyWriteOfOurs() async throws {
        let (ours, theirs) = (store.storage(of: "pg"), try SQLiteStore(path: path, keys: .sample).storage(of: "pg"))
        let payment = try await store.openAttempt()
        #expect(try await ours.get("closed/1") == nil)
        #expect(try await ours.get("closed/1") == nil, "it is remembered now")
        try await theirs.put("closed/1", Data([1]))
        try await store.change(payment.key) { $0.payment.reads += 1 }
        #expect(try await ours.get("closed/1")?.data == Data([1]))
    }

    @Test func ourOwnWritesLeaveOtherAbsentKeysRemembered() async throws {
        let storage = store.storage(of: "pg")
        let name = AbsentKeys.Name(instance: "pg", key: "closed/1")
        let payment = try await store.openAttempt()
        #expect(try await storage.get(name.key) == nil)
        try await store.change(payment.key) { $0.payment.reads += 1 }
        try await storage.put("closed/2", Data([1]))
        #expect(store.absentKeys.ask(name) == nil, "no question to the database is needed")
    }

    @Test func oneServesAFileAtATime() throws {
        let lock = try SQLiteLock(databasePath: path)
        let refused = #expect(throws: SQLiteLock.Refused.self) { try SQLiteLock(databasePath: path) }
        #expect(refused?.description.contains("served by another process") == true)
        lock.release()
        _ = try SQLiteLock(databasePath: path)
    }

    /// An earlier version kept the host of each notification.
    @Test func anOlderOutboxLearnsWhoseNotificationsItHas() async throws {
        let payment = try await store.openAttempt(.sample(flow: .asynchronous))
        try await store.settle(payment.key, .paid())
        try await store.writer.write { db in
            try db.execute(
                sql: """
                    ALTER TABLE outbox RENAME COLUMN mall TO host;
                    UPDATE outbox SET host = 'https://mall.example';
                    DELETE FROM grdb_migrations WHERE identifier = '015 malls of notifications';
                    """
            )
        }
        try await store.close()
        let again = try SQLiteStore(path: path, keys: .sample)
        for (busy, count) in [("https://mall.example", 1), (payment.order.mall, 0)] {
            let taken = try await again.takeNotifications(at: .after(10), lease: .zero, notTo: [busy], limit: 9)
            #expect(taken.count == count)
        }
    }

    /// The system's lock is on what the names stand for.
    @Test(arguments: ["symbolic link", "hard link"])
    func anotherNameOfTheFileIsTheSameFile(_ kind: String) throws {
        let other = folder.url.appendingPathComponent("other.sqlite").path
        if kind == "hard link" {
            try FileManager.default.linkItem(atPath: path, toPath: other)
        } else {
            try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: path)
        }
        let lock = try SQLiteLock(databasePath: path)
        #expect(throws: SQLiteLock.Refused.self) { try SQLiteLock(databasePath: other) }
        lock.release()
        _ = try SQLiteLock(databasePath: other)
    }

    /// A backup that is a copy of the one file, say.
    @Test func whatIsClosedIsAllInOneFile() async throws {
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        try await store.close()
        let copy = folder.url.appendingPathComponent("copy.sqlite").path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        #expect(try await SQLiteStore(path: copy, keys: .sample).payment(payment.key)?.state == .paid)
        #expect(FileManager.default.contents(atPath: path + "-wal")?.isEmpty ?? true, "nothing is left in the log")
    }

    /// Changes the file behind the store's back.
    private func tamper(_ sql: String) async throws {
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }
}
