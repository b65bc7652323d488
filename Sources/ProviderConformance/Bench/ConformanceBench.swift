public import ProviderKit

/// One module, one account and one fake PG on a table, with the clock and the line in hand.
public struct ConformanceBench<Provider: PaymentProvider>: Sendable {
    public let provider: Provider
    public let fake: any FakePG
    public let account: ProviderAccount
    public let line: BenchLine
    public let clock: BenchClock
    public let log: BenchLog
    public let storage: BenchStorage
    public let services: ProviderServices

    /// - Parameters:
    ///   - provider: The module.
    ///   - account: Credentials that the fake accepts.
    ///   - storage: The instance's storage; a fake that lives inside of its module shares it.
    ///   - makeFake: Given the bench's clock, so that both agree on what is over.
    /// - Throws: ``ProviderError`` where the module refuses the account.
    public init(
        _ provider: Provider.Type,
        account: ProviderAccount,
        storage: BenchStorage = BenchStorage(),
        fake makeFake: (BenchClock) throws(ProviderError) -> any FakePG
    ) throws(ProviderError) {
        clock = BenchClock()
        fake = try makeFake(clock)
        self.account = account
        line = BenchLine(to: fake)
        log = BenchLog()
        self.storage = storage
        services = ProviderServices(
            http: line,
            clock: clock,
            random: SystemRandomSource(),
            logger: log.makeLogger(),
            storage: storage,
            pagesURL: "https://pay.example/providers/\(account.instance)"
        )
        self.provider = try Provider(account: account, services: services)
    }

    /// An order as the gateway makes one: fresh key, addresses of the gateway with the key in their query.
    ///
    /// - Parameters:
    ///   - amount: What is to be paid.
    ///   - allowsDelayed: Whether the buyer may pay later.
    ///   - isToldByReturn: Whether a PG that can wait for our approval is to.
    /// - Returns: The order.
    public func order(_ amount: Money, allowsDelayed: Bool = true, isToldByReturn: Bool = false) -> CheckoutOrder {
        let random = SystemRandomSource()
        let key = PaymentKey(from: random)
        let callback = "https://pay.example/api/synchronous-checkout/checkout/callback?key=\(key.text)"
        return CheckoutOrder(
            key: key,
            amount: amount,
            amountText: amount.text,
            title: "초록 찻잔 \"한 쌍\" | Green teacups & saucers",
            buyer: Buyer(name: "김하나", email: "buyer@example.com", phone: "01012345678"),
            userToken: "3f9a6c0e5b7d4812",
            clientAddress: "203.0.113.9",
            urls: CheckoutURLs(
                success: callback,
                cancel: "\(callback)&door=cancel",
                failure: "\(callback)&door=failure",
                notification: "https://pay.example/api/asynchronous-checkout/checkout/webhook?key=\(key.text)",
                close: "\(callback)&door=cancel"
            ),
            allowsDelayed: allowsDelayed,
            isToldByReturn: isToldByReturn,
            expires: clock.now() + .seconds(1800),
            operation: OperationID(from: random)
        )
    }

    /// The payment as the gateway keeps it once its session was opened.
    public func reference(_ order: CheckoutOrder, _ session: CheckoutSession) -> PaymentReference {
        PaymentReference(order, session)
    }

    public func operation() -> OperationID { OperationID(from: SystemRandomSource()) }
}

extension PaymentReference {
    /// What the gateway remembers of a payment whose session was opened.
    public init(_ order: CheckoutOrder, _ session: CheckoutSession) {
        self.init(
            key: order.key,
            amount: order.amount,
            amountText: order.amountText,
            opened: BenchClock.start,
            references: session.references,
            state: session.state
        )
    }

    /// What the gateway remembers once the payment was opened anew: the price, added references, replaced state.
    func repriced(_ order: CheckoutOrder, _ session: CheckoutSession) -> PaymentReference {
        var reference = self
        reference.amount = order.amount
        reference.amountText = order.amountText
        reference.references += session.references.filter { !references.contains($0) }
        reference.state = session.state ?? state
        return reference
    }

    /// What the gateway remembers after a snapshot: status, added references, replaced state.
    public func remembering(_ snapshot: PaymentSnapshot) -> PaymentReference {
        var reference = self
        reference.status = snapshot.status
        reference.references += snapshot.references.filter { !references.contains($0) }
        reference.state = snapshot.state ?? state
        return reference
    }
}
