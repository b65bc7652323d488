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
        return [Notice(.key(key), deduplicationKey: notice.deduplicationKey)]
    }

    /// Compares a notice with what was issued, and remembers what it says where its sender is known.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage`` where it names another order, transaction, amount or account.
    func hear(
        _ message: InboundMessage,
        of payment: PaymentReference,
        _ memory: inout InicisMemory
    ) throws(ProviderError) {
        let notice = try InicisNotice(message)
        let isAlike =
            notice.oid == payment.key.text && (try? Money(notice.amount, .krw)) == payment.amount
            && isSame(notice.tid, memory.tid) && isSame(notice.account, memory.account)
        guard isAlike else {
            throw ProviderError(.rejectedMessage, "a notice about another order, transaction, amount or account")
        }
        guard isFromListedSource(message), notice.kind != .other else { return }
        memory.isDeposited = notice.kind == .deposited
    }

    private func isFromListedSource(_ message: InboundMessage) -> Bool {
        message.source.map { settings.noticeSources.contains($0) } ?? false
    }

    /// What only one side knows cannot differ.
    private func isSame(_ told: String?, _ known: String?) -> Bool {
        guard let told, let known, !told.isEmpty else { return true }
        return Signature.matches(told, known)
    }
}
