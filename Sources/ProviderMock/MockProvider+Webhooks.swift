import AsyncAlgorithms
import ProviderKit
import ServiceLifecycle

extension MockProvider: WebhookReceiving {
    public func notices(in message: InboundMessage) async throws(ProviderError) -> [Notice] {
        let signature = message.headers[WebhookSignature.header]
        guard WebhookSignature.isRight(signature, of: message.body, keys: secretKeys) else {
            throw ProviderError(.rejectedMessage, "the webhook's signature is wrong")
        }
        let told = try WebhookMessage(body: message.body)
        guard let key = told.reference.flatMap({ PaymentKey($0) }) else { return [] }
        return [Notice(.key(key), deduplicationKey: told.id)]
    }
}

extension MockProvider: BackgroundWorking {
    /// How often the outbox is looked at.
    private static let beat = Duration.milliseconds(100)

    /// Sends the webhooks of its own merchant as they fall due.
    public func run() async {
        for await _ in AsyncTimerSequence(interval: Self.beat, clock: .continuous).cancelOnGracefulShutdown() {
            await courier.sendDue()
        }
    }
}

extension MockProvider {
    /// Queues the webhook of an event, all of its copies.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - session: The session it happened to.
    ///   - wait: How long to wait before the first attempt.
    ///   - planned: How many copies.
    /// - Returns: The copies.
    /// - Throws: ``ProviderError/Code/temporary``: then inquiries alone tell of the event.
    @discardableResult
    func announce(
        _ event: WebhookEvent,
        of session: Session,
        after wait: Duration,
        copies planned: Int = 1
    ) async throws(ProviderError) -> [Webhook] {
        let id = "evt_" + services.random.bytes(8).hexadecimal
        let message = WebhookMessage(event, of: session, id: id)
        let due = services.clock.now() + wait
        // Chance sends one more of what is sent at all.
        let copies = planned > 0 && chaos.duplicatesWebhook() ? planned + 1 : planned
        let webhooks = (0..<copies).map {
            Webhook(message: message, copy: $0, address: session.order.notification, due: due)
        }
        let outbox = WebhookOutbox(of: session.merchant, in: services.storage)
        for webhook in webhooks { try await outbox.add(webhook) }
        return webhooks
    }

    /// Queues the webhook of a button, and where the plan says so, waits until it was tried.
    func announceAtButton(_ event: WebhookEvent, of session: Session) async throws(ProviderError) {
        guard let plan = session.webhooks else { return }
        let webhooks = try await announce(event, of: session, after: plan.wait(for: event), copies: plan.copies)
        guard plan.order == .beforeReturn else { return }
        try await pause(plan.wait(for: event))
        try await see(webhooks, of: session.merchant)
    }

    /// Returns when all webhooks were tried once, or at least when the deadline is over.
    ///
    /// Any account may be asked for a page, but only the merchant's own has the key to sign with: for another one's
    /// session this waits for that one's worker.
    private func see(_ webhooks: [Webhook], of merchant: String) async throws(ProviderError) {
        let outbox = WebhookOutbox(of: merchant, in: services.storage)
        let deadline = services.clock.now() + WebhookCourier.deadline
        for webhook in webhooks where services.clock.now() < deadline {
            if merchant == self.merchant { await courier.send(webhook) }
            while try await outbox.isUntried(webhook), services.clock.now() < deadline { try await pause(Self.beat) }
        }
    }
}
