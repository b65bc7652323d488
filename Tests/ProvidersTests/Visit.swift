import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

/// One buyer's way through a PG, with everything in hand and what the gateway would remember.
struct Visit<Provider: PaymentProvider, Fake: FakePG> {
    let bench: ConformanceBench<Provider>
    let fake: Fake
    let order: CheckoutOrder
    let session: CheckoutSession
    /// The one approval this payment will ever have.
    let approval: OperationID
    var payment: PaymentReference

    /// - Parameters:
    ///   - account: One that the fake accepts.
    ///   - amount: What the order costs.
    ///   - change: Whatever else is special about the order.
    ///   - makeFake: Given the bench's clock.
    /// - Throws: What the module's checkout throws.
    init(
        account: ProviderAccount,
        amount: Money,
        change: (inout CheckoutOrder) -> Void = { _ in },
        fake makeFake: (BenchClock) -> Fake
    ) async throws {
        var made: Fake?
        bench = try ConformanceBench(Provider.self, account: account) { clock in
            let fake = makeFake(clock)
            made = fake
            return fake
        }
        fake = try #require(made)
        var order = bench.order(amount)
        change(&order)
        self.order = order
        session = try await bench.provider.checkout(order)
        approval = bench.operation()
        payment = bench.reference(order, session)
    }

    /// What the gateway has in hand when the buyer comes back.
    func evidence(_ deed: BuyerDeed) async throws -> Evidence {
        let back = try #require(try await fake.buyer(deed, at: session, of: order))
        return .returned(back.message, via: back.door)
    }

    /// The buyer acts, comes back and is settled.
    @discardableResult
    mutating func settle(_ deed: BuyerDeed) async throws -> PaymentSnapshot {
        try await verify(try await evidence(deed), approving: true)
    }

    /// Asks, and remembers the answer as the gateway does.
    @discardableResult
    mutating func verify(_ evidence: Evidence, approving: Bool = false) async throws -> PaymentSnapshot {
        let snapshot = try await bench.provider.verify(
            evidence,
            of: payment,
            approval: approving ? approval : nil
        )
        payment = payment.remembering(snapshot)
        return snapshot
    }

    /// Gives back minor units of what is left.
    func refund(
        _ minorUnits: Int64,
        of before: Int64,
        operation: OperationID? = nil,
        account: RefundAccount? = nil
    ) async throws -> CancellationOutcome {
        try await cancel(.refund(money(minorUnits)), money(before), money(before - minorUnits), operation, account)
    }

    func void(operation: OperationID? = nil) async throws -> CancellationOutcome {
        try await cancel(.void, money(0), money(0), operation, nil)
    }

    private func cancel(
        _ kind: Cancellation.Kind,
        _ before: Money,
        _ after: Money,
        _ operation: OperationID?,
        _ account: RefundAccount?
    ) async throws -> CancellationOutcome {
        let cancellation = Cancellation(
            kind,
            operation: operation ?? bench.operation(),
            remainingBefore: before,
            remainingAfter: after,
            reason: "고객 요청",
            bankAccount: account
        )
        return try await bench.provider.cancel(cancellation, of: payment)
    }

    private func money(_ minorUnits: Int64) -> Money { Money(minorUnits, order.amount.currency) }

    /// The last call of the module.
    func lastCall() throws -> BenchLine.Call { try #require(bench.line.calls.last) }

    func books() async -> FakeBooks { await fake.books(of: order.key) }
}

extension CancellationOutcome {
    /// Whether the money is on its way back, or the payment closed.
    var isDone: Bool { if case .done = self { true } else { false } }

    /// `done`, `pending`, `refused CODE`, `alreadyPaid`.
    var shortWord: String {
        switch self {
        case .done: "done"
        case .pending: "pending"
        case .refused(let code, _): "refused \(code)"
        case .alreadyPaid: "alreadyPaid"
        }
    }
}
