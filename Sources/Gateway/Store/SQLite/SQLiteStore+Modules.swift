import Foundation
import GRDB
import ProviderKit

/// What modules need beside payments: storage of their own, and the accounts that payments were opened with.
extension SQLiteStore {
    public func storage(of instance: String) -> any ProviderStorage {
        SQLiteModuleStorage(instance: instance, pool: pool, writer: writer, absent: absentKeys)
    }

    public func remember(_ account: ProviderAccount, module: String, at now: Timestamp) async throws {
        let encoded = try KeptAccount(account).encoded()
        // Nearly always it is there already, and a question does not wait for the writer.
        if try await pool.read({ [keys] in try Self.opened(of: account, in: $0, keys).contains(encoded) }) { return }
        let sealed = try keys.seal(encoded, context: account.sealContext)
        try await writer.write { [keys] db in
            if try Self.opened(of: account, in: db, keys).contains(encoded) { return }
            try db.execute(
                literal: """
                    INSERT INTO remembered_accounts (instance, reference, module, at, sealed)
                    VALUES (\(account.instance), \(account.reference), \(module), \(now.milliseconds), \(sealed))
                    """
            )
        }
    }

    public func rememberedAccounts(instance: String, reference: String) async throws -> [ProviderAccount] {
        try await pool.read { [keys] db in
            let context = KeptAccount.sealContext(instance: instance, reference: reference)
            let sealed = try Self.sealed(instance: instance, reference: reference, in: db)
            let opened = sealed.compactMap { try? keys.open($0, context: context) }
            // Some may be from before a key that is gone; none at all is worth an error.
            if opened.isEmpty, !sealed.isEmpty { throw SealBroken() }
            return try opened.map {
                try JSONDecoder().decode(KeptAccount.self, from: $0).account(instance: instance, reference: reference)
            }
        }
    }

    public func newestReference(instance: String) async throws -> String? {
        try await pool.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT reference FROM remembered_accounts WHERE instance = ? ORDER BY id DESC LIMIT 1",
                arguments: [instance]
            )
        }
    }

    private static func opened(of account: ProviderAccount, in db: Database, _ keys: SealingKeys) throws -> [Data] {
        try sealed(instance: account.instance, reference: account.reference, in: db)
            .compactMap { try? keys.open($0, context: account.sealContext) }
    }

    /// The newest first.
    private static func sealed(instance: String, reference: String, in db: Database) throws -> [Data] {
        let statement = try db.cachedStatement(
            sql: "SELECT sealed FROM remembered_accounts WHERE instance = ? AND reference = ? ORDER BY id DESC"
        )
        return try Data.fetchAll(statement, arguments: [instance, reference])
    }
}

extension ProviderAccount {
    fileprivate var sealContext: String { KeptAccount.sealContext(instance: instance, reference: reference) }
}
