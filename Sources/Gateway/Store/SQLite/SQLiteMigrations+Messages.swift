/// The tables of what came after payments: what is asked, told and heard, and the carts and tokens of malls.
extension SQLiteMigrations {
    static let requests = """
        ALTER TABLE cancellations ADD COLUMN amount_text TEXT;
        ALTER TABLE cancellations ADD COLUMN notification_url TEXT;
        ALTER TABLE cancellations ADD COLUMN bank_account BLOB;
        ALTER TABLE cancellations ADD COLUMN told INTEGER;
        """

    /// `host` is the one in `url`, so that a mall that does not answer can be passed over.
    static let outbox = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            payment_key TEXT NOT NULL REFERENCES payments (key),
            kind TEXT NOT NULL CHECK (kind IN ('payment', 'cancellation')),
            url TEXT NOT NULL,
            host TEXT NOT NULL,
            amount TEXT NOT NULL,
            is_done INTEGER NOT NULL CHECK (is_done IN (0, 1)),
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            tid TEXT NOT NULL,
            method TEXT,
            created INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'parked')),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            next_attempt INTEGER,
            trouble TEXT,
            CHECK ((state = 'waiting') = (next_attempt IS NOT NULL))
        ) STRICT;
        CREATE INDEX outbox_due ON outbox (next_attempt) WHERE state = 'waiting';
        CREATE INDEX outbox_parked ON outbox (id) WHERE state = 'parked';
        CREATE INDEX outbox_by_payment ON outbox (payment_key, id);
        CREATE TRIGGER outbox_is_kept BEFORE DELETE ON outbox
            BEGIN SELECT RAISE(ABORT, 'notifications are kept'); END;
        """

    /// A mall has any number of hosts, so it is the mall that is passed over.
    static let mallsOfNotifications = """
        ALTER TABLE outbox RENAME COLUMN host TO mall;
        UPDATE outbox SET mall = (SELECT mall FROM payments WHERE payments.key = outbox.payment_key);
        """

    static let inbox = """
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY,
            payment_key TEXT NOT NULL REFERENCES payments (key),
            deduplication_key TEXT NOT NULL,
            received INTEGER NOT NULL,
            sealed BLOB NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            next_attempt INTEGER,
            UNIQUE (payment_key, deduplication_key)
        ) STRICT;
        CREATE INDEX inbox_due ON inbox (next_attempt) WHERE next_attempt IS NOT NULL;
        """

    /// When a person sent a notification again, and the `extra_data` that a cancellation brought for its own.
    static let replaysAndEchoes = """
        ALTER TABLE outbox ADD COLUMN replayed INTEGER;
        ALTER TABLE outbox ADD COLUMN extra_data TEXT;
        ALTER TABLE cancellations ADD COLUMN extra_data TEXT;
        """

    /// What a cart holds of its buyer is sealed; the total that was shown is not about anybody. An order may have
    /// several carts, as its number can be guessed; each has its own key.
    static let carts = """
        CREATE TABLE carts (
            key TEXT PRIMARY KEY,
            mall TEXT NOT NULL,
            order_number TEXT NOT NULL,
            at INTEGER NOT NULL,
            shown INTEGER,
            payment_key TEXT UNIQUE,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX carts_of_order ON carts (mall, order_number);
        """

    /// What stands for a cart's sender, so that nobody else's cart is opened to find it. The carts and attempts that
    /// were there before have none: for a day, who has no key sends the cart again.
    static let senders = """
        ALTER TABLE carts ADD COLUMN sender TEXT;
        CREATE INDEX carts_of_sender ON carts (mall, order_number, sender, at);
        DROP INDEX carts_of_order;
        ALTER TABLE payments ADD COLUMN sender TEXT;
        """

    /// The keys that have sealed here, each with what tells it from another one of its id.
    static let sealingKeys = """
        CREATE TABLE sealing_keys (
            id TEXT PRIMARY KEY,
            fingerprint BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    static let firstSendings = "ALTER TABLE cancellations ADD COLUMN first_sent INTEGER;"

    /// Whether an approval was begun with it.
    static let evidenceOfApprovals = """
        ALTER TABLE evidence ADD COLUMN begins INTEGER NOT NULL DEFAULT 0 CHECK (begins IN (0, 1));
        """

    static let tokens = """
        CREATE TABLE tokens (
            mall TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
