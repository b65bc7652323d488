/// A payment company ("PG"), spoken to in three verbs.
///
/// A module reports what the PG says; the gateway decides what follows. A module keeps no state of its own: what it
/// must remember of a payment goes into ``CheckoutSession/state``, what it must remember beside payments into
/// ``ProviderServices/storage``.
public protocol PaymentProvider: Sendable {
    /// What the module is and what it can do; read before any instance exists.
    static var manifest: ProviderManifest { get }

    /// One instance per merchant account, kept as long as its configuration is unchanged.
    ///
    /// - Parameters:
    ///   - account: The merchant's credentials at the PG, and the settings of the provider instance.
    ///   - services: All that reaches outside: HTTP, clock, random numbers, log, storage.
    /// - Throws: ``ProviderError/Code/configuration`` where a credential or a setting is missing or malformed, with
    ///   an ``AccountFault`` for each; ``AccountFaults`` gathers them.
    init(account: ProviderAccount, services: ProviderServices) throws(ProviderError)

    /// Who completes a payment. A module with a setting for it answers by the setting, all others by their manifest.
    var approver: Approver { get }

    /// Opens a payment at the PG, or re-prices one that is still open. No money moves.
    ///
    /// - Parameter order: What is to be paid, by whom, and the addresses the PG returns to.
    /// - Returns: Where to send the buyer, and what must be remembered to recognise the payment later.
    /// - Throws: ``ProviderError/Code/invalidRequest`` where the PG surely refused,
    ///   ``ProviderError/Code/temporary`` or ``ProviderError/Code/unknown`` where it could not be asked.
    func checkout(_ order: CheckoutOrder) async throws(ProviderError) -> CheckoutSession

    /// Finds out what became of a payment and, where `approval` is given, completes it if the PG waits for that.
    ///
    /// The same evidence may be given again after a crash or an unknown outcome: inquire first wherever a repeat is
    /// not idempotent at the PG. A cancel or failure return alone ends nothing: look before you report.
    ///
    /// - Parameters:
    ///   - evidence: What made the gateway ask.
    ///   - payment: The payment as the gateway knows it, with the module's own references and state.
    ///   - approval: The idempotency key reserved for approving; `nil` means: look, don't approve.
    /// - Returns: What the PG says now, never a difference to what it said before.
    /// - Throws: ``ProviderError/Code/rejectedMessage`` for evidence that is forged or malformed,
    ///   ``ProviderError/Code/temporary`` where surely nothing happened, ``ProviderError/Code/unknown`` where
    ///   something may have.
    func verify(
        _ evidence: Evidence,
        of payment: PaymentReference,
        approval: OperationID?
    ) async throws(ProviderError) -> PaymentSnapshot

    /// Gives back all or part of a paid amount, or closes what nobody has paid yet.
    ///
    /// - Parameters:
    ///   - cancellation: What to give back, its idempotency key, and what must remain.
    ///   - payment: The payment as the gateway knows it.
    /// - Returns: What the PG did. A refusal is an outcome, not an error.
    /// - Throws: ``ProviderError/Code/temporary`` where surely nothing happened, ``ProviderError/Code/unknown`` where
    ///   money may have moved; the gateway then repeats or inquires with the same operation.
    func cancel(
        _ cancellation: Cancellation,
        of payment: PaymentReference
    ) async throws(ProviderError) -> CancellationOutcome
}

extension PaymentProvider {
    public var approver: Approver { Self.manifest.approver }
}
