import ProviderConformance
import ProviderFakes
import ProviderKit

@testable import Providers

/// The module, its fake and one payment, with what the gateway would remember.
struct InicisTable {
    let fake: FakeKGInicis
    let line: InicisLine
    let clock = BenchClock()
    let provider: KGInicis
    let order: CheckoutOrder
    let session: CheckoutSession
    var payment: PaymentReference

    init(
        _ device: FakeKGInicis.Device = .desktop,
        account: ProviderAccount = FakeKGInicis.account(),
        amount: Money = FakeKGInicis.amount
    ) async throws {
        fake = FakeKGInicis(clock: clock, device: device)
        line = InicisLine(to: fake)
        provider = try KGInicis(account: account, services: Self.services(line, clock))
        order = Self.order(amount)
        session = try await provider.checkout(order)
        payment = PaymentReference(
            key: order.key,
            amount: order.amount,
            amountText: order.amountText,
            opened: clock.now(),
            state: session.state
        )
    }

    static func services(_ line: any ProviderHTTPClient, _ clock: BenchClock) -> ProviderServices {
        ProviderServices(
            http: line,
            clock: clock,
            random: SystemRandomSource(),
            logger: BenchLog().makeLogger(),
            storage: BenchStorage(),
            pagesURL: "https://pay.example/providers/kg-inicis"
        )
    }

    static func order(_ amount: Money = FakeKGInicis.amount, allowsDelayed: Bool = true) -> CheckoutOrder {
        let key = PaymentKey("abcdefghijklmnopqrstuvwxyz234567") ?? PaymentKey(from: SystemRandomSource())
        let back = "https://pay.example/back?key=\(key.text)"
        return CheckoutOrder(
            key: key,
            amount: amount,
            amountText: amount.text,
            title: "초록 찻잔 \"한 쌍\" 😀 & saucers",
            buyer: Buyer(name: "김하나", email: "buyer@example.com", phone: "01012345678"),
            urls: CheckoutURLs(
                success: back,
                cancel: back + "&door=cancel",
                failure: back + "&door=failure",
                notification: "https://pay.example/hook?key=\(key.text)",
                close: back + "&door=cancel"
            ),
            allowsDelayed: allowsDelayed,
            expires: BenchClock.start + .seconds(1800),
            operation: OperationID(from: SystemRandomSource())
        )
    }

    var books: FakeBooks { get async { await fake.books(of: order.key) } }

    func comesBack(_ deed: BuyerDeed) async throws -> Evidence {
        guard let back = try await fake.buyer(deed, at: session, of: order) else { return .inquiry }
        return .returned(back.message, via: back.door)
    }

    /// Asks, and remembers the answer as the gateway does.
    mutating func verify(_ evidence: Evidence, approving: Bool = true) async throws -> PaymentSnapshot {
        let approval = approving ? OperationID(from: SystemRandomSource()) : nil
        let snapshot = try await provider.verify(evidence, of: payment, approval: approval)
        payment = payment.remembering(snapshot)
        return snapshot
    }

    /// The buyer acts and comes back, and the payment is settled by it.
    mutating func settle(_ deed: BuyerDeed) async throws -> PaymentSnapshot {
        try await verify(try await comesBack(deed))
    }

    func cancel(
        _ kind: Cancellation.Kind,
        before: Int64 = FakeKGInicis.amount.minorUnits,
        to account: RefundAccount? = nil,
        as operation: OperationID? = nil
    ) async throws -> CancellationOutcome {
        var after = before
        if case .refund(let amount) = kind { after -= amount.minorUnits }
        let cancellation = Cancellation(
            kind,
            operation: operation ?? OperationID(from: SystemRandomSource()),
            remainingBefore: Money(before, .krw),
            remainingAfter: Money(after, .krw),
            reason: "단순 변심 / changed mind",
            bankAccount: account
        )
        return try await provider.cancel(cancellation, of: payment)
    }
}

extension CancellationOutcome {
    /// For comparison.
    var word: String {
        switch self {
        case .done: "done"
        case .pending: "pending"
        case .refused(let code, _): "refused \(code)"
        case .alreadyPaid: "already paid"
        }
    }
}

extension CancellationOutcome {
    /// The PG's own name for it.
    var reference: String? { if case .done(let reference) = self { reference } else { nil } }
}

/// The fields of a form in UTF-8.
func inicisFields(_ body: String) -> [String: String] {
    InboundMessage(method: "GET", path: "/", query: body).form()
}
