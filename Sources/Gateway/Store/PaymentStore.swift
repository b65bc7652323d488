import Foundation
import ProviderKit

/// Where payments are kept.
///
/// Each method is one transaction, durable when it returns. What a transaction *decides* is written once, as plain
/// functions on ``PaymentRecord`` and ``Opening``; a store loads what they need, runs them, and writes their result:
/// state, events, evidence and cancellations together or not at all. The database itself refuses what must not be.
public protocol PaymentStore: Sendable {
    /// Decides about a checkout request with all attempts of its order at hand, and carries the decision out: a new
    /// attempt is inserted and those it supersedes are changed by ``PaymentRecord/supersede(by:at:)``.
    ///
    /// - Parameters:
    ///   - order: The order whose attempts are loaded, the latest first.
    ///   - now: The time of the events written.
    ///   - decide: Runs inside of the transaction, perhaps more than once.
    /// - Returns: The decision.
    /// - Throws: The database's error; nothing was changed.
    func open(
        _ order: OrderID,
        at now: Timestamp,
        _ decide: @escaping @Sendable ([Payment]) -> Opening
    ) async throws -> Opening

    func payment(_ key: PaymentKey) async throws -> Payment?

    /// The attempts of an order, the latest first; of all malls and shops where only the number is known.
    func payments(orderNumber: String) async throws -> [Payment]

    /// The payment that a PG calls by a name of its own.
    func payment(reference: String, instance: String, account: String) async throws -> Payment?

    /// Changes one payment by a rule.
    ///
    /// - Parameters:
    ///   - key: The payment.
    ///   - rule: Runs inside of the transaction, perhaps more than once; what it throws undoes everything.
    /// - Returns: What the rule returned.
    /// - Throws: ``StoreError/noSuchPayment``, ``StoreError/orderHeldElsewhere`` when the change would make two
    ///   attempts of one order approvable, what the rule threw, or the database's error.
    func change<Result: Sendable>(
        _ key: PaymentKey,
        _ rule: @escaping @Sendable (inout PaymentRecord) throws -> Result
    ) async throws -> Result

    /// Ends all leases, for a process that knows that it is the only one to settle payments now: whoever held one died
    /// with it. What was under way is due at once, and a settler that lives all the same holds an old number.
    func endLeases(at now: Timestamp) async throws

    func cancellations(of key: PaymentKey) async throws -> [CancellationEntry]

    /// The story of a payment, and whether its chain of HMACs is whole.
    func story(of key: PaymentKey) async throws -> PaymentStory

    /// The evidence kept last, opened; `nil` where none was.
    func latestEvidence(of key: PaymentKey) async throws -> Evidence?

    /// Payments whose ``Payment/nextLook`` has come and whose lease is free, the longest waiting first; of each account
    /// at most `limit`, so that none with many keeps another's waiting.
    func dueLooks(at now: Timestamp, limit: Int) async throws -> [Payment]

    /// Cancellations whose ``CancellationEntry/nextAttempt`` has come and whose payment's lease is free, of each payment
    /// only the first in line (ledger, rule 4); of each account at most `limit`.
    func dueCancellations(at now: Timestamp, limit: Int) async throws -> [(PaymentKey, CancellationEntry)]

    /// Stores an authentic webhook.
    ///
    /// - Parameters:
    ///   - message: The message, sealed at rest.
    ///   - key: The payment it speaks of.
    ///   - deduplicationKey: What tells it from other messages about the payment.
    ///   - now: When it came.
    ///   - due: When it is taken up again if nobody has processed it by then.
    /// - Returns: Its number; `nil` for a message that was stored before.
    /// - Throws: The database's error; then it must not be acknowledged.
    func receive(
        _ message: InboundMessage,
        about key: PaymentKey,
        deduplicationKey: String,
        at now: Timestamp,
        due: Timestamp
    ) async throws -> Int64?

    /// Stored webhooks that nobody has processed and whose time has come.
    func dueInbox(at now: Timestamp, limit: Int) async throws -> [InboxEntry]

    /// Ends a stored webhook, or sets when it is taken up again.
    func settleInbox(_ id: Int64, again: Timestamp?) async throws

    /// Takes notifications that are due: of each payment only the oldest that waits, and none that was taken before its
    /// lease ended.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - lease: How long a taker may take to deliver.
    ///   - busyHosts: Hosts that are not to be asked now, because enough deliveries to them are under way.
    ///   - limit: The most to take.
    /// - Returns: The notifications with their payments.
    /// - Throws: The database's error.
    func takeNotifications(
        at now: Timestamp,
        lease: Duration,
        notTo busyHosts: Set<String>,
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

    /// Makes a notification due again and begins its schedule anew: the first gap, and the whole of its three days.
    ///
    /// - Returns: `false` where there is none of that number.
    /// - Throws: The database's error.
    func replayNotification(_ id: Int64, at now: Timestamp) async throws -> Bool

    /// Payments for an operator's list, the latest first.
    func list(_ filter: PaymentFilter, limit: Int) async throws -> [Payment]

    /// How much there is that wants a person's eye; unread is what was paid before a moment.
    func tally(unreadBefore moment: Timestamp) async throws -> Tally

    /// How many payments of each instance are not at rest yet.
    func openPayments() async throws -> [String: Int]

    /// How many payments of an instance have money that can still be given back.
    func refundablePayments(of instance: String) async throws -> Int

    /// Seals the credentials of an account that is in use, so that payments opened with them can be finished after
    /// they have left the configuration. Doing it again with the same ones changes nothing.
    func remember(_ account: ProviderAccount, module: String, at now: Timestamp) async throws

    /// Credentials remembered for an account, the newest first.
    func rememberedAccounts(instance: String, reference: String) async throws -> [ProviderAccount]

    /// Keeps the cart of an external checkout, sealed. One that is there already only lives longer.
    ///
    /// - Parameters:
    ///   - cart: What the shop's page sent, checked.
    ///   - key: Stands for this cart of this order, and for no other.
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number; a mall's shops share their numbers.
    ///   - now: When it was sent.
    /// - Throws: The database's error.
    func saveCart(
        _ cart: Cart,
        as key: CartKey,
        mall: String,
        orderNumber: String,
        at now: Timestamp
    ) async throws

    func cart(_ key: CartKey) async throws -> KeptCart?

    /// The carts that were sent for an order, the latest first; no more than 50, as anybody can send some.
    func carts(mall: String, orderNumber: String) async throws -> [KeptCart]

    /// The cart that a payment was opened for.
    func cart(of payment: PaymentKey) async throws -> KeptCart?

    /// Says that a payment is for a cart, and for no other one.
    func bind(_ payment: PaymentKey, to cart: CartKey) async throws

    /// Remembers which total the buyer was shown.
    func noteShown(_ total: Money, of cart: CartKey) async throws

    /// Keeps where the buyer wants the goods to go, sealed with the cart.
    func saveAddress(_ address: ShippingAddress, of cart: CartKey) async throws

    /// The notifications about a payment, the oldest first.
    func notifications(of key: PaymentKey) async throws -> [OutboxEntry]

    /// Forgets the carts that were sent before a moment.
    ///
    /// - Returns: How many there were.
    /// - Throws: The database's error.
    func purgeCarts(sentBefore moment: Timestamp) async throws -> Int

    /// What a mall lets the app ask the Admin API with; `nil` where it never authorised the app.
    func token(of mall: String) async throws -> StoredToken?

    /// Keeps a newer token, sealed.
    ///
    /// - Parameters:
    ///   - token: The newer one.
    ///   - mall: The mall's id.
    ///   - version: The version it takes the place of; `nil` where there is none yet.
    /// - Returns: `false` where another version is there: somebody else was faster, and nothing was written.
    /// - Throws: The database's error.
    func saveToken(_ token: AdminToken, of mall: String, replacing version: Int64?) async throws -> Bool

    /// A module's own storage; the accounts of one instance share it.
    func storage(of instance: String) -> any ProviderStorage

    /// Asks the database for a sign of life.
    func ping() async throws
}
