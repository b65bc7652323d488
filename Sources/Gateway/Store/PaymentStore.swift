import ProviderKit

/// Where payments are kept, with all that belongs to them.
///
/// Each method is one transaction, durable when it returns. What a transaction *decides* is written once, as plain
/// functions on ``PaymentRecord`` and ``Opening``; a store loads what they need, runs them, and writes their result:
/// state, events, evidence and cancellations together or not at all. The database itself refuses what must not be.
public protocol PaymentStore: CartStore, CredentialStore, MessageStore {
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

    /// Keys that begin with a text, in their order.
    func keys(beginningWith prefix: String, limit: Int) async throws -> [PaymentKey]

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

    /// What an approval without an answer is begun again with, opened, in the order to try: the evidence that it was
    /// begun with, and what came last, where that is something else.
    func evidence(of key: PaymentKey) async throws -> [Evidence]

    /// Payments whose ``Payment/nextLook`` has come and whose lease is free, the longest waiting first; of each account
    /// at most `limit`, so that none with many keeps another's waiting.
    func dueLooks(at now: Timestamp, limit: Int) async throws -> [Payment]

    /// Cancellations whose ``CancellationEntry/nextAttempt`` has come and whose payment's lease is free, of each
    /// payment only the first in line (ledger, rule 4); of each account at most `limit`.
    func dueCancellations(at now: Timestamp, limit: Int) async throws -> [(PaymentKey, CancellationEntry)]

    /// Payments for an operator's list, the latest first.
    func list(_ filter: PaymentFilter, limit: Int) async throws -> [Payment]

    /// How much there is that wants a person's eye; unread is what was paid before a moment.
    func tally(unreadBefore moment: Timestamp) async throws -> Tally

    /// How many payments of each instance are not at rest yet.
    func openPayments() async throws -> [String: Int]

    /// How many payments of an instance have money that can still be given back.
    func refundablePayments(of instance: String) async throws -> Int

    /// A module's own storage; the accounts of one instance share it.
    func storage(of instance: String) -> any ProviderStorage

    /// Asks the database for a sign of life.
    func ping() async throws

    /// Ends the use of the store: all that was committed lies in the database itself then, and in no log beside it.
    func close() async throws
}
