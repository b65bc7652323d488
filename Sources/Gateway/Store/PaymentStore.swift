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

    func cancellations(of key: PaymentKey) async throws -> [CancellationEntry]

    /// The story of a payment, and whether its chain of HMACs is whole.
    func story(of key: PaymentKey) async throws -> PaymentStory

    /// The evidence kept last, opened; `nil` where none was.
    func latestEvidence(of key: PaymentKey) async throws -> Evidence?

    /// Payments whose ``Payment/nextLook`` has come and whose lease is free, the longest waiting first; of each account
    /// at most `limit`, so that none with many keeps another's waiting.
    func dueLooks(at now: Timestamp, limit: Int) async throws -> [Payment]

    /// Cancellations whose ``CancellationEntry/nextAttempt`` has come and whose payment's lease is free; of each account
    /// at most `limit`.
    func dueCancellations(at now: Timestamp, limit: Int) async throws -> [(PaymentKey, CancellationEntry)]

    /// Payments for an operator's list, the latest first.
    func list(_ filter: PaymentFilter, limit: Int) async throws -> [Payment]

    /// How many payments of each instance are not at rest yet.
    func openPayments() async throws -> [String: Int]

    /// Seals the credentials of an account that is in use, so that payments opened with them can be finished after
    /// they have left the configuration. Doing it again with the same ones changes nothing.
    func remember(_ account: ProviderAccount, module: String, at now: Timestamp) async throws

    /// Credentials remembered for an account, the newest first.
    func rememberedAccounts(instance: String, reference: String) async throws -> [ProviderAccount]

    /// Keeps the cart of an external checkout, sealed, in place of an earlier one of the same order.
    ///
    /// - Parameters:
    ///   - cart: What the shop's page sent, checked.
    ///   - mall: The mall's id.
    ///   - orderNumber: The reserved order number; a mall's shops share their numbers.
    ///   - now: When it was sent.
    /// - Throws: The database's error.
    func saveCart(_ cart: Cart, mall: String, orderNumber: String, at now: Timestamp) async throws

    /// The cart of an order with the total that was shown for it last, in minor units; `nil` where there is none.
    func cart(mall: String, orderNumber: String) async throws -> (cart: Cart, shown: Int64?)?

    /// Remembers which total the buyer was shown.
    func noteShown(_ total: Money, mall: String, orderNumber: String) async throws

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

/// What a store says besides its database's own errors.
public enum StoreError: Error, Hashable, Sendable {
    case noSuchPayment
    /// Another attempt of the same order is the one that may be approved.
    case orderHeldElsewhere
    /// Another payment at the same account goes by this reference of the PG already.
    case referenceTaken
}

/// Which payments an operator wants to see.
public struct PaymentFilter: Sendable {
    public var state: PaymentState?
    /// Paid synchronous payments whose status nobody has read, paid before this moment (ledger, rule 11).
    public var unreadBefore: Timestamp?
    public var flaggedOnly = false

    public init(state: PaymentState? = nil, unreadBefore: Timestamp? = nil, flaggedOnly: Bool = false) {
        self.state = state
        self.unreadBefore = unreadBefore
        self.flaggedOnly = flaggedOnly
    }
}

/// All events of a payment, in order.
public struct PaymentStory: Sendable {
    public let events: [LedgerEvent]
    /// Whether each event's HMAC covers its content and its predecessor's, up to the link kept in the payment.
    public let isWhole: Bool

    public init(events: [LedgerEvent], isWhole: Bool) {
        self.events = events
        self.isWhole = isWhole
    }
}
