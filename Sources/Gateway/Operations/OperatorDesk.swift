import AsyncHTTPClient
import Logging
import ProviderKit

/// What the operator's commands do. They run beside `serve` on the same database: every claim lives there, none in
/// memory.
public struct OperatorDesk: Sendable {
    let core: GatewayCore

    /// Opens the database for as long as the work takes.
    ///
    /// - Parameters:
    ///   - configuration: The one that `serve` uses.
    ///   - modules: The payment companies this program can talk to.
    ///   - logger: For what goes wrong on the way.
    ///   - work: What is to be done.
    /// - Returns: What the work returned.
    /// - Throws: ``DatabaseMissing``, the database's error, ``ProviderError`` where a module refuses an account, what the
    ///   work throws.
    public static func open<Result: Sendable>(
        _ configuration: Configuration,
        modules: [any PaymentProvider.Type],
        logger: Logger,
        _ work: (OperatorDesk) async throws -> Result
    ) async throws -> Result {
        let store = try configuration.openStore(creating: false, logger: logger)
        return try await HTTPClient.withHTTPClient(configuration: .forProviders) { http in
            let core = try GatewayCore(
                configuration: configuration,
                modules: modules,
                store: store,
                http: http,
                logger: logger
            )
            do {
                return try await work(OperatorDesk(core: core))
            } catch {
                throw configuration.inWords(error)
            }
        }
    }

    /// Payments for a list, the latest first.
    ///
    /// - Parameters:
    ///   - state: Only those that stand there.
    ///   - isUnread: Only paid synchronous ones whose status nobody has read for ten minutes.
    ///   - isFlagged: Only those an operator should look at.
    ///   - limit: The most to return.
    /// - Returns: The payments.
    /// - Throws: The database's error.
    public func list(state: PaymentState?, isUnread: Bool, isFlagged: Bool, limit: Int) async throws -> [Payment] {
        let before = isUnread ? core.clock.now() - UnreadPayments.patience : nil
        let filter = PaymentFilter(state: state, unreadBefore: before, flaggedOnly: isFlagged)
        return try await core.store.list(filter, limit: limit)
    }

    /// How much there is in all that wants a person's eye.
    public func tally() async throws -> Tally {
        try await core.store.tally(unreadBefore: core.clock.now() - UnreadPayments.patience)
    }

    /// All that is known of a payment.
    public func details(of payment: Payment) async throws -> PaymentDetails {
        PaymentDetails(
            payment: payment,
            cancellations: try await core.store.cancellations(of: payment.key),
            story: try await core.store.story(of: payment.key),
            notifications: try await core.store.notifications(of: payment.key)
        )
    }

    /// Asks the PG now.
    ///
    /// - Parameter payment: The payment.
    /// - Returns: The payment as it stands then; what the PG did not answer is in the second part, and the
    ///   third says that somebody else works on it, so that nobody was asked.
    /// - Throws: The database's error.
    public func verify(_ payment: Payment) async throws -> (payment: Payment, failure: ProviderError?, isBusy: Bool) {
        let settlement = try await core.settlement.lookAgain(at: payment, by: "operator")
        return (settlement.payment, settlement.failure, settlement.isBusy)
    }

    /// Gives money back on an operator's word: the way for deposits, whose money needs an account to go back to.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - amount: Decimal text; `nil` gives back all that remains.
    ///   - account: The buyer's bank account, where the PG needs one.
    /// - Returns: What became of it, as far as it is known after a while; `nil` where it is done.
    /// - Throws: ``MoneyError`` for a malformed amount; the database's error.
    public func refund(_ payment: Payment, amount: String?, to account: RefundAccount?) async throws -> String? {
        guard amount != nil || payment.remaining.minorUnits > 0 else { return "nothing remains to be given back" }
        let text = amount ?? payment.remaining.text
        let request = CancellationRequest(
            amount: try Money(due: text, payment.amount.currency),
            amountText: text,
            bankAccount: account
        )
        let decision = try await core.cancellation.decide(request, of: payment.key, origin: .operator)
        guard case .operation(let operation) = decision else {
            if case .refused(let refusal) = decision { return refusal.words }
            return nil
        }
        let deadline = core.clock.now() + .seconds(20)
        let result = try await core.cancellation.carryThrough(operation, of: payment.key, until: deadline)
        if case .underWay = result { return "the payment company has not confirmed it yet; serve goes on asking" }
        // The operator reads it here: an equal part asked for again is another one (rule 9).
        try await core.cancellation.told(operation, of: payment.key, at: core.clock.now())
        if case .refused(let words) = result { return words }
        return nil
    }

    /// How many payments of each provider instance are not at rest.
    public func openPayments() async throws -> [String: Int] { try await core.store.openPayments() }
}
