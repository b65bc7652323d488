import ProviderKit

extension TossPayments: WebhookReceiving {
    /// A message only names a payment: Toss itself is asked before it is believed, and again when it is processed.
    public func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        let event = try TossEvent(message.body)
        let id = message.headers["tosspayments-webhook-transmission-id"] ?? ""
        switch event.eventType {
        case nil: return try await deposit(event, id)
        case "PAYMENT_STATUS_CHANGED": return try await change(event, id)
        case "CANCEL_STATUS_CHANGED": return try await cancel(event, id)
        default: return []
        }
    }

    /// What Toss's books say of the payment is left to the look: they may be behind a message.
    private func change(_ event: TossEvent, _ id: String) async throws(ProviderError) -> [Notice] {
        guard let data = event.data, let order = data.orderId, let payment = data.paymentKey, let status = data.status,
            TossPayment.isKey(payment)
        else { throw ProviderError(.rejectedMessage, "the webhook names no payment") }
        guard let key = PaymentKey(order) else { return [] }
        let found = try await asked { () throws(ProviderError) in try await api.payment(key: payment) }
        guard found.orderId == order else {
            throw ProviderError(.rejectedMessage, "Toss says something else of the payment")
        }
        return [Notice(.key(key), deduplicationKey: "\(id)|\(status)|\(event.createdAt ?? "")")]
    }

    /// It has our order number only. Where Toss's answer leaves the secret out, the stored one is compared later.
    private func deposit(_ event: TossEvent, _ id: String) async throws(ProviderError) -> [Notice] {
        guard let order = event.orderId, let status = event.status, event.secret != nil else {
            throw ProviderError(.rejectedMessage, "the webhook is neither an event nor a deposit")
        }
        guard let key = PaymentKey(order) else { return [] }
        let found = try await asked { () throws(ProviderError) in try await api.payment(order: key) }
        guard found.orderId == order, found.virtualAccount != nil else {
            throw ProviderError(.rejectedMessage, "Toss waits for no such deposit")
        }
        if let secret = found.secret { try event.check(secret: secret) }
        return [Notice(.key(key), deduplicationKey: "\(id)|\(status)|\(event.transactionKey ?? "")")]
    }

    /// An asynchronous cancel that has ended: one of ours, and ended in Toss's books, too.
    private func cancel(_ event: TossEvent, _ id: String) async throws(ProviderError) -> [Notice] {
        let names = [event.data?.transactionKey, event.data?.cancelRequestId].compactMap(\.self)
        guard let key = try await laterCancels.payment(of: names) else { return [] }
        let found = try await asked { () throws(ProviderError) in try await api.payment(order: key) }
        let named = found.cancels?.first { !Set($0.names).isDisjoint(with: names) }
        guard found.orderId == key.text, let named, named.state != .pending else {
            throw ProviderError(.rejectedMessage, "Toss says something else of the cancel")
        }
        return [Notice(.key(key), deduplicationKey: "\(id)|cancel|\(event.createdAt ?? "")")]
    }

    private func asked(
        _ ask: () async throws(ProviderError) -> TossAnswer
    ) async throws(ProviderError) -> TossPayment {
        let answer: TossAnswer
        do {
            answer = try await ask()
        } catch {
            throw ProviderError(.temporary, "Toss could not be asked about the webhook")
        }
        switch answer {
        case .payment(let found): return found
        case .failed(let failure) where failure.isNotFound:
            throw ProviderError(.rejectedMessage, "Toss knows no such payment")
        case .failed: throw ProviderError(.temporary, "Toss could not be asked about the webhook")
        }
    }
}
