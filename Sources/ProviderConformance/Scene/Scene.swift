import ProviderKit

/// One payment on a bench, with what the gateway would remember of it.
struct Scene: Sendable {
    let trial: Trial
    let order: CheckoutOrder
    let session: CheckoutSession
    /// The one approval this payment will ever have.
    let approval: OperationID
    private(set) var payment: PaymentReference

    init(_ trial: Trial, _ order: CheckoutOrder, _ session: CheckoutSession) {
        self.trial = trial
        self.order = order
        self.session = session
        approval = trial.operation()
        payment = PaymentReference(order, session)
    }

    /// The same payment, opened anew over another amount.
    init(_ earlier: Scene, repricedBy order: CheckoutOrder, _ session: CheckoutSession) {
        trial = earlier.trial
        self.order = order
        self.session = session
        approval = earlier.approval
        payment = earlier.payment.repriced(order, session)
    }

    var books: FakeBooks { get async { await trial.fake.books(of: order.key) } }

    /// What the PG took and did not give back; in minor units.
    var kept: Int64 {
        get async {
            let books = await books
            return books.paid - books.cancelled
        }
    }

    /// The buyer acts and comes back, to one of our addresses.
    func comesBack(after deed: BuyerDeed) async throws -> BuyerReturn {
        guard let back = try await trial.fake.buyer(deed, at: session, of: order) else {
            throw Shortcoming(expected: "a buyer who \(deed.rawValue) to come back", happened: "the fake's did not")
        }
        let urls = order.urls
        let paths = [urls.success, urls.cancel, urls.failure, urls.close].map { InboundMessage(opening: $0).path }
        try expect(
            paths.contains(back.message.path),
            "the fake's buyers to come back to \(Set(paths).sorted().joined(separator: " or "))",
            but: "one came to \(back.message.path)"
        )
        return back
    }

    func pays() async throws -> BuyerReturn { try await comesBack(after: .pays) }

    /// Asks the module, as the gateway does, and remembers what it says.
    mutating func verify(
        _ evidence: Evidence,
        approving: Bool = true
    ) async throws(ProviderError) -> PaymentSnapshot {
        do {
            let snapshot = try await trial.provider.verify(evidence, of: payment, approval: approving ? approval : nil)
            payment = payment.remembering(snapshot)
            return snapshot
        } catch {
            throw payment.references.isEmpty ? error.withoutReferences : error
        }
    }

    mutating func settle(by back: BuyerReturn) async throws(ProviderError) -> PaymentSnapshot {
        try await verify(.returned(back.message, via: back.door))
    }

    mutating func inquire() async throws(ProviderError) -> PaymentSnapshot {
        try await verify(.inquiry, approving: false)
    }

    /// Takes a webhook as the gateway does: authenticated first, and only if it names this payment.
    ///
    /// - Returns: `nil` where it is about something else, or nothing.
    mutating func hear(_ message: InboundMessage) async throws -> PaymentSnapshot? {
        let named = try await notices(in: message).contains { names($0) }
        return named ? try await verify(.notified(message)) : nil
    }

    func notices(in message: InboundMessage) async throws -> [Notice] {
        guard let receiver = trial.provider as? any WebhookReceiving else { return [] }
        return try await receiver.notices(in: message)
    }

    /// Whether a notice is about this payment.
    func names(_ notice: Notice) -> Bool {
        switch notice.subject {
        case .key(let key): key == order.key
        case .reference(let name): payment.references.contains(name)
        }
    }
}

extension ProviderError {
    /// The likeliest reason why a module does not know where to look.
    fileprivate var withoutReferences: ProviderError {
        guard code == .configuration else { return self }
        return ProviderError(code, "\(message) (checkout returned no references)", providerCode: providerCode)
    }
}
