import GRDB

/// The tables, in numbered steps. A step that was released is never edited; what changes later is a step of its own.
///
/// Times are milliseconds since 1970 in UTC; amounts are minor units of the payment's currency.
///
/// Every checkout pays for every page it touches. So what it writes beside the payment names it by number, and large
/// values lie in the order they came in, where neighbours share a page: keys are random and fall on a page each. And
/// what asks for few payments has an index of those few: one that only waits for its buyer is in none by state.
enum SQLiteMigrations {
    static func run(on database: any DatabaseWriter) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001 payments") { db in
            try db.execute(sql: payments)
            try db.execute(sql: cancellations)
        }
        migrator.registerMigration("002 story") { db in
            try db.execute(sql: events)
            try db.execute(sql: evidence)
        }
        migrator.registerMigration("003 modules") { db in try db.execute(sql: modules) }
        migrator.registerMigration("004 cancellation requests") { db in try db.execute(sql: requests) }
        migrator.registerMigration("005 outbox and inbox") { db in
            try db.execute(sql: outbox)
            try db.execute(sql: inbox)
        }
        migrator.registerMigration("010 carts") { db in try db.execute(sql: carts) }
        migrator.registerMigration("011 tokens") { db in try db.execute(sql: tokens) }
        migrator.registerMigration("012 replays and echoes") { db in try db.execute(sql: replaysAndEchoes) }
        migrator.registerMigration("013 sealing keys") { db in try db.execute(sql: sealingKeys) }
        migrator.registerMigration("014 first sendings") { db in try db.execute(sql: firstSendings) }
        migrator.registerMigration("015 malls of notifications") { db in try db.execute(sql: mallsOfNotifications) }
        migrator.registerMigration("016 evidence of approvals") { db in try db.execute(sql: evidenceOfApprovals) }
        migrator.registerMigration("017 senders of carts") { db in try db.execute(sql: senders) }
        guard try !database.read(migrator.hasBeenSuperseded) else { throw SchemaTooNew() }
        try migrator.migrate(database)
    }

    /// As they were when the table was made; a state that comes later comes with a step of its own.
    private static let states = [
        "opened", "awaitingBuyer", "settling", "pending", "paid", "partiallyCancelled", "cancelled", "declined",
        "abandoned", "expired", "reversed", "unknown",
    ]

    /// For the tables that every checkout writes: SQLite builds a temporary b-tree of an `IN` list of three or more,
    /// again for each row that it checks.
    private static func among(_ column: String, _ words: [String]) -> String {
        words.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
    }

    private static let payments = """
        CREATE TABLE payments (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            mall TEXT NOT NULL,
            shop INTEGER NOT NULL,
            order_number TEXT NOT NULL,
            flow TEXT NOT NULL CHECK (\(among("flow", ["synchronous", "asynchronous", "external"]))),
            partner_id TEXT NOT NULL,
            instance TEXT NOT NULL,
            account TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            currency TEXT NOT NULL,
            amount_text TEXT NOT NULL,
            opened INTEGER NOT NULL,
            return_url TEXT NOT NULL,
            notification_url TEXT,
            extra_data TEXT,
            action TEXT,
            module_state BLOB,
            provider_status TEXT,
            transaction_id TEXT,
            method TEXT,
            state TEXT NOT NULL CHECK (\(among("state", states))),
            reason_code TEXT,
            reason_message TEXT,
            expires INTEGER NOT NULL,
            paid INTEGER NOT NULL CHECK (paid >= 0),
            cancelled INTEGER NOT NULL CHECK (cancelled >= 0),
            reserved INTEGER NOT NULL CHECK (reserved >= 0),
            holds_order INTEGER NOT NULL CHECK (holds_order IN (0, 1)),
            superseded INTEGER,
            approval TEXT,
            verdict TEXT NOT NULL CHECK (\(among("verdict", ["none", "paid", "notPaid"]))),
            flags TEXT NOT NULL,
            lease_fence INTEGER NOT NULL,
            lease_until INTEGER NOT NULL,
            last_sign INTEGER NOT NULL,
            next_look INTEGER,
            paid_at INTEGER,
            first_read INTEGER,
            reads INTEGER NOT NULL CHECK (reads >= 0),
            chain_link BLOB NOT NULL,
            chain_length INTEGER NOT NULL CHECK (chain_length >= 0),
            CHECK (reserved + cancelled <= paid)
        ) STRICT;
        CREATE INDEX payments_by_order ON payments (order_number, mall, shop);
        CREATE UNIQUE INDEX one_capture_per_order ON payments (mall, shop, order_number) WHERE holds_order = 1;
        CREATE INDEX payments_by_next_look ON payments (instance, account, next_look) WHERE next_look IS NOT NULL;
        CREATE INDEX payments_by_state ON payments (state) WHERE state NOT IN ('opened', 'awaitingBuyer');
        CREATE INDEX flagged_payments ON payments (id) WHERE flags <> '';
        CREATE INDEX unread_payments ON payments (paid_at)
            WHERE flow = 'synchronous' AND first_read IS NULL AND paid_at IS NOT NULL;

        CREATE TABLE payment_references (
            payment_id INTEGER NOT NULL REFERENCES payments (id),
            position INTEGER NOT NULL,
            instance TEXT NOT NULL,
            account TEXT NOT NULL,
            reference TEXT NOT NULL,
            PRIMARY KEY (payment_id, position),
            UNIQUE (instance, account, reference)
        ) STRICT, WITHOUT ROWID;
        """

    private static let cancellations = """
        CREATE TABLE cancellations (
            operation TEXT PRIMARY KEY,
            payment_key TEXT NOT NULL REFERENCES payments (key),
            position INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('refund', 'void')),
            amount INTEGER NOT NULL CHECK (amount >= 0),
            currency TEXT NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('giveBack', 'superseded', 'provider', 'cafe24', 'operator')),
            created INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('reserved', 'submitting', 'done', 'refused', 'pending', 'unknown')),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            went_unanswered INTEGER NOT NULL CHECK (went_unanswered IN (0, 1)),
            next_attempt INTEGER,
            provider_reference TEXT,
            reason_code TEXT,
            reason_message TEXT,
            UNIQUE (payment_key, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cancellations_by_next_attempt ON cancellations (next_attempt) WHERE next_attempt IS NOT NULL;
        CREATE INDEX cancellations_under_way ON cancellations (payment_key) WHERE state NOT IN ('done', 'refused');
        """

    private static let events = """
        CREATE TABLE events (
            payment_id INTEGER NOT NULL REFERENCES payments (id),
            position INTEGER NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            by TEXT NOT NULL,
            facts TEXT NOT NULL,
            key_id TEXT NOT NULL,
            link BLOB NOT NULL,
            PRIMARY KEY (payment_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
        CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
        """

    private static let evidence = """
        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,
            payment_key TEXT NOT NULL REFERENCES payments (key),
            at INTEGER NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX evidence_by_payment ON evidence (payment_key);
        CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
            BEGIN SELECT RAISE(ABORT, 'evidence is only added'); END;
        CREATE TRIGGER evidence_is_kept BEFORE DELETE ON evidence
            BEGIN SELECT RAISE(ABORT, 'evidence is only added'); END;
        """

    /// A version is a random number of 64 bits, so none comes back after a value was removed.
    private static let modules = """
        CREATE TABLE module_storage (
            id INTEGER PRIMARY KEY,
            instance TEXT NOT NULL,
            key TEXT NOT NULL,
            version INTEGER NOT NULL DEFAULT (random()),
            value BLOB NOT NULL,
            UNIQUE (instance, key)
        ) STRICT;
        CREATE TABLE remembered_accounts (
            id INTEGER PRIMARY KEY,
            instance TEXT NOT NULL,
            reference TEXT NOT NULL,
            module TEXT NOT NULL,
            at INTEGER NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX remembered_accounts_by_reference ON remembered_accounts (instance, reference);
        """
}

/// A later version of this program has changed the tables.
struct SchemaTooNew: Error {}
