import Foundation
import GRDB
import ProviderKit
import Testing

@testable import Gateway

/// A database is not opened without the keys that have sealed in it.
@Suite struct KeyRegisterTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.url.appendingPathComponent("ledger.sqlite").path
    }

    @Test(arguments: [
        (["new 8"], "the key old has sealed"), (["old 9"], "the key old in sealingKeys is not the one"),
        (["new 8", "old 9"], "the key old in sealingKeys is not the one"),
    ])
    func itIsRefusedWhereItsKeyIsGoneOrAnother(keys: [String], words: String) async throws {
        _ = try await open("old 7").openAttempt()
        let missing = try #require(throws: SealingKeysMissing.self) { try open(keys) }
        #expect(missing.description.contains(words), "\(missing)")
        #expect(DatabaseUnusable(missing, at: path)?.description.contains(path) == true)
        let payment = try await open("old 7").openAttempt()
        #expect(try await open("old 7").story(of: payment.key).isWhole)
    }

    @Test func aRotationNeedsBothFromItsFirstWriteOn() async throws {
        let payment = try await open("old 7").openAttempt()
        #expect(try await open("new 8", "old 7").payment(payment.key) != nil)
        _ = try open("old 7")
        try await open("new 8", "old 7").settle(payment.key, .paid())
        #expect(throws: SealingKeysMissing.self) { try open("old 7") }
        #expect(throws: SealingKeysMissing.self) { try open("new 8") }
        #expect(try await open("other 9", "old 7", "new 8").story(of: payment.key).isWhole)
    }

    /// Two commands on a new database, say.
    @Test func whoSealsSecondUnderAnIdNeedsTheSameKey() async throws {
        let (first, second) = (try open("key 7"), try open("key 8"))
        _ = try await first.openAttempt()
        await #expect(throws: SealingKeysMissing.self) { try await second.openAttempt() }
        #expect(try await first.list(PaymentFilter(), limit: 9).count == 1)
    }

    @Test func theFingerprintIsNeitherTheKeyNorALink() throws {
        let keys = try keys(["key 7"])
        let fingerprint = try #require(keys.fingerprint(of: "key"))
        #expect(fingerprint.count == 32)
        #expect(fingerprint != Data(repeating: 7, count: 32))
        #expect(try fingerprint != self.keys(["key 8"]).fingerprint(of: "key"))
        #expect(keys.fingerprint(of: "other") == nil)
    }

    /// A later version has been here.
    @Test func tablesOfALaterVersionAreRefused() async throws {
        _ = try await open("key 7").openAttempt()
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
        let refused = try #require(throws: SchemaTooNew.self) { try open("key 7") }
        #expect(DatabaseUnusable(refused, at: path)?.description.contains("later version") == true)
    }

    @Test(arguments: [
        (GRDB.ResultCode.SQLITE_BUSY, "another process"), (.SQLITE_LOCKED, "another process"),
        (.SQLITE_NOTADB, "put a backup in its place"), (.SQLITE_CORRUPT, "put a backup in its place"),
        (.SQLITE_FULL, "Look at its disk"), (.SQLITE_READONLY, "Let this user write it"),
    ])
    func eachTroubleHasItsOwnMend(code: GRDB.ResultCode, words: String) throws {
        let unusable = try #require(DatabaseUnusable(DatabaseError(resultCode: code), at: path))
        #expect(unusable.description.contains(words) && unusable.description.contains(path))
        #expect(unusable.description.contains("backup") == [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(code))
    }

    private func open(_ names: String...) throws -> SQLiteStore { try open(names) }

    private func open(_ names: [String]) throws -> SQLiteStore { try SQLiteStore(path: path, keys: keys(names)) }

    /// Each is an id and a byte.
    private func keys(_ names: [String]) throws -> SealingKeys {
        let keys = try names.map { name in
            let parts = name.split(separator: " ")
            let bytes = [UInt8](repeating: try #require(UInt8(parts[1])), count: 32)
            return try #require(SealingKeys.Key(id: String(parts[0]), bytes: bytes))
        }
        return SealingKeys(keys[0], Array(keys.dropFirst()))
    }
}
