public import HTTPTypes
public import ProviderKit

/// A PG that lives in the test: its books are in memory, and its buyers do what they are told.
///
/// The conformance kit drives it beside the module, and a server on loopback may put it behind a socket for the whole
/// gateway. It is written from the PG's documents, never from the module.
public protocol FakePG: Sendable {
    /// Answers one call of the module as the PG would, refusing what the PG would refuse: missing fields, a wrong
    /// credential, an amount below the minimum.
    ///
    /// - Parameters:
    ///   - request: Scheme, authority, path with its query, and headers.
    ///   - body: The bytes as sent.
    /// - Returns: The PG's answer.
    func answer(_ request: HTTPRequest, body: [UInt8]) async -> ProviderResponse

    /// Lets the buyer act where the session led them. The fake checks what the page or form hands over, as the PG does.
    ///
    /// - Parameters:
    ///   - deed: What the buyer does.
    ///   - session: What the module's checkout returned.
    ///   - order: What it was asked for; only its addresses and its key are read.
    /// - Returns: What the browser then brings back, by one of the order's addresses, as
    ///   ``BuyerReturn/init(to:adding:by:)`` makes it; `nil` where the buyer closes the window.
    /// - Throws: Where the session leads nowhere, or hands over something the PG would refuse.
    func buyer(_ deed: BuyerDeed, at session: CheckoutSession, of order: CheckoutOrder) async throws -> BuyerReturn?

    /// The transfer to a virtual account arrives, the buyer pays at the till, or the review ends well.
    func deposit(of key: PaymentKey) async throws

    /// The webhooks that the PG sent since this was last asked, oldest first; none where it sends none.
    func webhooks() async -> [InboundMessage]

    /// Webhooks about a payment that somebody else made up: unsigned, signed with another key, altered after signing,
    /// or naming another merchant. They say that it was paid.
    func forgeries(of key: PaymentKey) async -> [InboundMessage]

    /// What the PG's books say of a payment; all zero for one it never heard of.
    func books(of key: PaymentKey) async -> FakeBooks

    /// Makes the PG say something wrong in all answers from now on; `nil` makes it honest again.
    ///
    /// - Returns: `false` where this PG's answers have nothing that could be wrong in that way.
    func tell(_ lie: Lie?) async -> Bool

    /// Disturbs the next calls that a verb makes.
    ///
    /// - Returns: `false` where the kit must do it on the line, as for every PG that is called by HTTP.
    func disturb(_ disturbance: Disturbance?, at verb: Verb) async -> Bool
}

extension FakePG {
    public func disturb(_ disturbance: Disturbance?, at verb: Verb) async -> Bool { false }
    public func forgeries(of key: PaymentKey) async -> [InboundMessage] { [] }
    public func webhooks() async -> [InboundMessage] { [] }
}

/// The three verbs of a module.
public enum Verb: String, CaseIterable, Hashable, Sendable {
    case checkout, verify, cancel
}
