import ProviderKit

/// What PGs report and what malls are told, kept until it is dealt with (ledger, rules 5 and 6).
public protocol MessageStore: Sendable {
    /// Stores an authentic webhook.
    ///
    /// - Parameters:
    ///   - message: The message, sealed at rest.
    ///   - key: The payment it speaks of.
    ///   - deduplicationKey: What tells it from other messages about the payment.
    ///   - now: When it came.
    ///   - due: When it is taken up again if nobody has processed it by then.
    /// - Returns: Its number; `nil` for a message that was stored before, and where ``InboxEntry/most`` of the payment
    ///   are kept: then inquiries have to tell what is new.
    /// - Throws: The database's error; then it must not be acknowledged.
    func receive(
        _ message: InboundMessage,
        about key: PaymentKey,
        deduplicationKey: String,
        at now: Timestamp,
        due: Timestamp
    ) async throws -> Int64?

    /// Takes stored webhooks that nobody has processed and whose time has come: each by one taker only.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - until: When they are due again, should the taker not end them.
    ///   - busyInstances: Provider instances of which enough is under way.
    ///   - limit: The most to take.
    /// - Returns: What there is to process.
    /// - Throws: The database's error.
    func takeInbox(
        at now: Timestamp,
        until: Timestamp,
        notOf busyInstances: Set<String>,
        limit: Int
    ) async throws -> [InboxEntry]

    /// Ends a stored webhook after a try, or sets when it is tried again.
    func settleInbox(_ id: Int64, again: Timestamp?) async throws

    /// Sets when a stored webhook is tried that could not be tried now.
    func putOffInbox(_ id: Int64, until: Timestamp) async throws

    /// Takes notifications that are due: of each payment only the oldest that waits, and none that was taken before its
    /// lease ended.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - lease: How long a taker may take to deliver.
    ///   - busyMalls: Malls that are not to be told now, because enough deliveries to them are under way.
    ///   - limit: The most to take.
    /// - Returns: The notifications with their payments.
    /// - Throws: The database's error.
    func takeNotifications(
        at now: Timestamp,
        lease: Duration,
        notTo busyMalls: Set<String>,
        limit: Int
    ) async throws -> [(entry: OutboxEntry, payment: Payment)]

    /// Writes down what came of a delivery, in the outbox and in the payment's story.
    ///
    /// - Parameters:
    ///   - entry: The notification as it was taken.
    ///   - trouble: Why it was not taken by the mall; `nil` where it was.
    ///   - next: When it is sent again; `nil` parks it.
    ///   - now: The time.
    /// - Throws: The database's error.
    func recordDelivery(
        of entry: OutboxEntry,
        trouble: String?,
        next: Timestamp?,
        at now: Timestamp
    ) async throws

    /// Notifications for an operator's list, the latest first.
    func notifications(state: OutboxEntry.State?, limit: Int) async throws -> [OutboxEntry]

    func notification(_ id: Int64) async throws -> OutboxEntry?

    /// The notifications about a payment, the oldest first.
    func notifications(of key: PaymentKey) async throws -> [OutboxEntry]

    /// Makes a notification due again and begins its schedule anew: the first gap, and the whole of its three days.
    ///
    /// - Returns: `false` where there is none of that number.
    /// - Throws: The database's error.
    func replayNotification(_ id: Int64, at now: Timestamp) async throws -> Bool
}
