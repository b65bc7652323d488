import ProviderKit

extension KGInicis: WebhookReceiving {
    /// Nobody signs a notice: the list of addresses keeps strangers out, and an inquiry decides what it is worth.
    public func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        guard settings.noticeSources.isEmpty || isFromListedSource(message) else {
            throw ProviderError(.rejectedMessage, "a notice from an address that is not on the list")
        }
        let notice = try InicisNotice(message)
        guard notice.merchant.map({ $0 == mid }) ?? true else {
            throw ProviderError(.rejectedMessage, "a notice about another merchant")
        }
        guard let key = PaymentKey(notice.oid) else { return [] }
        guard notice.isWhole else {
            throw ProviderError(.rejectedMessage, "a deposit notice without transaction, amount or account")
        }
        return [Notice(.key(key), deduplicationKey: notice.deduplicationKey)]
    }

    /// Compares a notice with what was issued, and remembers what it says where its sender is known.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage`` where it names another order, transaction, amount or account:
    ///   it changes nothing then, and is no reason to ask INICIS. ``ProviderError/Code/temporary`` where INICIS could
    ///   not be asked which transaction it must name.
    func hear(
        _ message: InboundMessage,
        of payment: PaymentReference,
        _ memory: inout InicisMemory
    ) async throws(ProviderError) {
        let notice = try InicisNotice(message)
        guard notice.kind != .other else { return }
        let isAlike =
            notice.oid == payment.key.text && (try? Money(notice.amount, .krw)) == payment.amount
            && isSame(notice.account, memory.account)
        guard isAlike, Signature.matches(notice.tid, try await issuer(of: payment, memory)) else {
            throw ProviderError(.rejectedMessage, "a notice about another order, transaction, amount or account")
        }
        guard isFromListedSource(message) else { return }
        memory.isDeposited = notice.kind == .deposited
    }

    /// The transaction that issued the account, from an inquiry where a crash lost it.
    private func issuer(of payment: PaymentReference, _ memory: InicisMemory) async throws(ProviderError) -> String {
        if let tid = memory.tid { return tid }
        guard let transaction = try await look(at: payment, memory) else {
            throw ProviderError(.rejectedMessage, "a notice about a payment of which INICIS shows nothing")
        }
        return transaction.tid
    }

    private func isFromListedSource(_ message: InboundMessage) -> Bool {
        message.source.map { settings.noticeSources.contains($0) } ?? false
    }

    /// Phones' hosts may tell no account, and one that a crash lost is not known: what only one side knows cannot
    /// differ.
    private func isSame(_ told: String?, _ known: String?) -> Bool {
        guard let told, let known else { return true }
        return Signature.matches(told, known)
    }
}
