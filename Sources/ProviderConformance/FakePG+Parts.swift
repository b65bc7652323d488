public import ProviderKit

/// What a buyer does at the PG.
public enum BuyerDeed: String, CaseIterable, Hashable, Sendable {
    /// Authenticates and comes back; where the PG itself approves, the money is taken.
    case pays
    /// The issuer says no, and the buyer comes back. Where that shows only at the approval, it fails then.
    case declines
    /// Gives up and comes back by the PG's cancel button.
    case leaves
    /// Closes the window.
    case vanishes
    /// Chooses a virtual account or cash, to be paid later, and comes back.
    case choosesDeposit
}

/// A browser on its way back to the gateway.
public struct BuyerReturn: Sendable {
    /// As the gateway hands it to the module: our own `key` and `door` parameters are still in the query.
    public let message: InboundMessage
    public let door: ReturnDoor

    public init(_ message: InboundMessage, by door: ReturnDoor) {
        self.message = message
        self.door = door
    }

    /// A browser that follows a redirect of the PG's.
    ///
    /// - Parameters:
    ///   - address: One of the order's ``CheckoutURLs``, as the PG was given it.
    ///   - fields: What the PG puts behind the address's own query, encoded: `token=k1&amount=12000`.
    ///   - door: Which of the addresses it is.
    public init(to address: String, adding fields: String = "", by door: ReturnDoor) {
        let message = InboundMessage(opening: address)
        let query = [message.query, fields].filter { !$0.isEmpty }.joined(separator: "&")
        self.init(InboundMessage(method: message.method, path: message.path, query: query), by: door)
    }
}

/// What the PG did, whatever it told. Amounts are in the gateway's minor units.
public struct FakeBooks: Hashable, Sendable {
    /// All that was taken; in minor units.
    public var paid: Int64
    /// All that was given back, net-cancels included; in minor units.
    public var cancelled: Int64
    /// How many times money was taken.
    public var charges: Int
    /// How many times money was given back.
    public var refunds: Int

    public init(paid: Int64 = 0, cancelled: Int64 = 0, charges: Int = 0, refunds: Int = 0) {
        self.paid = paid
        self.cancelled = cancelled
        self.charges = charges
        self.refunds = refunds
    }
}

/// What a PG may say that is not so.
public enum Lie: String, CaseIterable, Hashable, Sendable {
    /// Answers about a payment name one minor unit more than was asked for.
    case wrongAmount
    /// Answers about a payment name another currency.
    case wrongCurrency
    /// Answers about a payment name another order number.
    case otherOrder
    /// Answers about a payment name a status that no document has.
    case unknownStatus
    /// Approvals and refunds are refused inside of an answer with status 200, for a reason of the buyer's bank or of
    /// the payment, that leaves no doubt.
    case errorInside
    /// Refunds are accepted and finished later; ``FakePG/deposit(of:)`` has no part in it.
    case laterRefunds
}

/// What may happen on the way to a PG and back.
public enum Disturbance: String, CaseIterable, Hashable, Sendable {
    /// The request never gets there; nobody knows.
    case timeoutBeforeCommit
    /// The PG does it; its answer is lost.
    case timeoutAfterCommit
    /// The PG's front answers 503 three times and does nothing.
    case serverErrors
    /// The PG does it; half of its answer arrives.
    case truncated
    /// The PG does it; its answer is not in the charset it should be.
    case misencoded
    /// There is no connection.
    case unreachable
}

extension InboundMessage {
    /// A browser that opens an address by itself.
    init(opening address: String) {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        // Scheme, authority, path.
        let steps = (parts.first ?? "").split(separator: "/", maxSplits: 2)
        self.init(
            method: "GET",
            path: steps.count == 3 ? "/" + steps[2] : "/",
            query: parts.count == 2 ? parts[1] : ""
        )
    }
}
